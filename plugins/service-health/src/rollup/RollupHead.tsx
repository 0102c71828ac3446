import { RefreshRow } from '../components/RefreshRow';
import { useTexts } from '../useTexts';
import { groupServices } from './groupServices';
import { useLevelCount } from './useLevelCount';

/** How many there are, and how many of them need somebody. */
export function RollupHead(options: {
  groups: ReturnType<typeof groupServices>;
  refreshing: boolean;
  onRefresh: () => void;
}) {
  const { groups, refreshing, onRefresh } = options;
  const t = useTexts();
  const count = useLevelCount();
  const bad = groups
    .filter(({ level }) => level === 'down' || level === 'degraded')
    .map(({ level, services }) => count(level, services.length));
  const total = groups.reduce((sum, { services }) => sum + services.length, 0);
  return (
    <RefreshRow refreshing={refreshing} onRefresh={onRefresh}>
      <p>
        {t('rollup.lead', { count: total })}{' '}
        {bad.length > 0
          ? t('rollup.bad', { levels: bad.join(', ') })
          : t('rollup.calm')}
      </p>
    </RefreshRow>
  );
}
