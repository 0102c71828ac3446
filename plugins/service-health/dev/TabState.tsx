import { useSearchParams } from 'react-router-dom';
import { HealthTab } from '../src/components/HealthTab';
import { EntityState } from './EntityState';
import { toEntity } from './toEntity';

/** The tab of one state. */
export function TabState() {
  const [query] = useSearchParams();
  return (
    <EntityState entity={toEntity(query.get('state') ?? 'degraded')}>
      <HealthTab />
    </EntityState>
  );
}
