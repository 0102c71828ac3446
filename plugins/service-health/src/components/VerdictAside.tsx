import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { TimeOfDay } from '../time/TimeOfDay';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { isLoud } from './isLoud';

/**
 * How long it has been bad, or how fresh the verdict is. Never a bare age
 * beside a bad level: it would read as the start.
 */
export function VerdictAside(options: { environment: EnvironmentHealth }) {
  const { level, since, checkedAt, lastKnown } = options.environment;
  const t = useTexts();
  const ages = useAges();
  const duration = useDuration();
  if (isLoud(level)) {
    return since ? (
      <>
        {t('age.held', {
          age: duration(ages.since(since)),
          time: <TimeOfDay at={since} />,
        })}
      </>
    ) : (
      <></>
    );
  }
  if (lastKnown) {
    return <>{t('age.old', { age: duration(ages.since(lastKnown.at)) })}</>;
  }
  return checkedAt ? <CheckedAgo at={checkedAt} /> : <></>;
}

/** "checked 12 s ago" */
export function CheckedAgo({ at }: { at: string }) {
  const t = useTexts();
  const ages = useAges();
  const duration = useDuration();
  return <>{t('age.checked', { age: duration(ages.checked(at)) })}</>;
}
