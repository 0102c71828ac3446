import { ServiceSummary } from '@paved-path/backstage-plugin-service-health-common';
import { useLevelWord } from '../components/useLevelWord';
import { HourBars } from '../pictures/HourBars';
import { useTexts } from '../useTexts';
import { rollupLevels } from './groupServices';

/** The last 24 hours of a service; nothing where no history is kept. */
export function ServiceHours(options: { service: ServiceSummary }) {
  const { hours } = options.service;
  const t = useTexts();
  const word = useLevelWord();
  if (!hours) {
    return <></>;
  }
  const worst = rollupLevels.find(level => hours.includes(level)) ?? 'unknown';
  const count = hours.filter(level => level === worst).length;
  return (
    <HourBars
      hours={hours}
      sentence={
        count === hours.length
          ? t('rollup.hoursCalm', { level: word(worst) })
          : t('rollup.hoursWorst', { level: word(worst), count })
      }
    />
  );
}
