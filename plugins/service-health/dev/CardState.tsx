import { useSearchParams } from 'react-router-dom';
import { HealthCard } from '../src/components/HealthCard';
import { EntityState } from './EntityState';
import { toEntity } from './toEntity';

/** The card of one state. */
export function CardState() {
  const [query] = useSearchParams();
  return (
    <EntityState entity={toEntity(query.get('state') ?? 'degraded')}>
      <div style={{ maxWidth: '28rem' }}>
        <HealthCard />
      </div>
    </EntityState>
  );
}
