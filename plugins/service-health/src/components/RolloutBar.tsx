import { RolloutFact } from '@paved-path/backstage-plugin-service-health-common';
import { Cell, CellBar } from '../pictures/CellBar';
import { useTexts } from '../useTexts';

/** One cell per wanted pod: updated, starting, still old, or missing. */
export function RolloutBar({ rollout }: { rollout: RolloutFact }) {
  const { state, desired, updated, starting, old, missing } = rollout;
  const t = useTexts();
  const done = Math.max(updated - starting, 0);
  const complete = state === 'complete';
  const cells: Cell[] = [
    ...fill('on', done),
    ...fill(complete ? 'missing' : 'starting', starting),
    ...fill('empty', old),
    ...fill('missing', missing),
  ];
  return (
    <CellBar
      cells={cells.slice(0, Math.max(desired, 1))}
      level={complete ? 'healthy' : 'progressing'}
      sentence={t('workload.rolloutSentence', {
        updated: String(done),
        count: desired,
        starting: String(starting),
        old: String(old),
        missing: String(missing),
      })}
    />
  );
}

function fill(cell: Cell, count: number): Cell[] {
  return Array.from({ length: Math.max(count, 0) }, () => cell);
}
