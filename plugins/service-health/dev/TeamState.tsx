import { useSearchParams } from 'react-router-dom';
import { RollupTab } from '../src/rollup/RollupTab';
import { EntityState } from './EntityState';
import { toEntity } from './toEntity';

/** The roll-up of one state. */
export function TeamState() {
  const [query] = useSearchParams();
  const entity = toEntity(query.get('state') ?? 'mixed');
  const { name } = entity.metadata;
  return (
    <EntityState
      entity={{
        ...entity,
        kind: 'Group',
        metadata: { name, namespace: 'default', title: 'visits' },
      }}
    >
      <RollupTab />
    </EntityState>
  );
}
