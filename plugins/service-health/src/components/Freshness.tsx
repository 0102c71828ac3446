import {
  EnvironmentHealth,
  Source,
} from '@paved-path/backstage-plugin-service-health-common';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';

const kinds: { kind: Source['kind']; name: string }[] = [
  { kind: 'kubernetes', name: 'Kubernetes' },
  { kind: 'redis', name: 'Redis' },
];

/** "Kubernetes 12 s ago, Redis 9 s ago": the oldest source of each kind. */
export function Freshness(options: { environment: EnvironmentHealth }) {
  const t = useTexts();
  const ages = useAges();
  const duration = useDuration();
  const sources = options.environment.sections.flatMap(
    section => section.sources,
  );
  const texts = kinds.flatMap(({ kind, name }) => {
    const times = sources
      .filter(source => source.kind === kind)
      .flatMap(({ observedAt }) => observedAt ?? []);
    const [oldest] = times.sort();
    return oldest
      ? `${name} ${t('age.ago', { age: duration(ages.checked(oldest)) })}`
      : [];
  });
  return <span>{texts.join(', ')}</span>;
}
