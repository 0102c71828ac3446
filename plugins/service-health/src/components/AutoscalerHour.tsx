import { AutoscalerFact } from '@paved-path/backstage-plugin-service-health-common';
import { useContext } from 'react';
import { Sparkline, SparklinePoint } from '../pictures/Sparkline';
import { formatTime } from '../time/formatTime';
import { HealthClockContext } from '../time/HealthClockContext';
import { TimeOfDay } from '../time/TimeOfDay';
import { useTexts } from '../useTexts';
import { formatMetric } from './formatMetric';
import { SubTitle } from './SubTitle';
import styles from './AutoscalerHour.module.css';

const MINUTE = 60_000;

/** The last hour of an autoscaler, and its changes as a list. */
export function AutoscalerHour(options: { autoscaler: AutoscalerFact }) {
  const { metrics, series, events, running, desired } = options.autoscaler;
  const t = useTexts();
  const { receivedAt, offset } = useContext(HealthClockContext);
  const [metric] = metrics;
  const start = Date.parse(series.start);
  const points = series.points.map(
    (point): SparklinePoint => ({
      at: start + point.minute * MINUTE,
      value: point.value,
      running: point.running,
      wanted: point.desired,
    }),
  );
  if (points.length < 2) {
    return <></>;
  }
  const values = points.flatMap(({ value }) => value ?? []);
  const unit = metric?.unit ?? 'quantity';
  const first = points[0];
  const last = points[points.length - 1];
  const pods = { count: running, wanted: String(desired) };
  const time = (at: number) =>
    formatTime(new Date(at).toISOString(), receivedAt + offset);
  const moved = running !== desired;
  return (
    <div>
      <SubTitle>{t('autoscaling.lastHour')}</SubTitle>
      <Sparkline
        sentence={
          metric && values.length > 0
            ? t('autoscaling.hourSentence', {
                name: metric.name,
                first: formatMetric(values[0], unit),
                last: formatMetric(values[values.length - 1], unit),
                ...pods,
              })
            : t('autoscaling.hourNoMetric', pods)
        }
        points={points}
        target={metric?.target}
        events={events
          .map(({ at }) => Date.parse(at))
          .filter(at => at >= first.at && at <= last.at)}
        words={{
          target:
            metric &&
            t('autoscaling.metricTarget', {
              target: formatMetric(metric.target, unit),
            }),
          value:
            metric?.current === undefined
              ? undefined
              : `${metric.name} ${formatMetric(metric.current, unit)}`,
          pods: t('autoscaling.podCount', { count: first.running ?? 0 }),
          running: t('autoscaling.running', { value: String(running) }),
          wanted: moved
            ? t('autoscaling.wanted', { value: pods.wanted })
            : undefined,
          axis: [
            time(first.at),
            time((first.at + last.at) / 2),
            t('autoscaling.now', { time: time(last.at) }),
          ],
        }}
      />
      {events.length > 0 && (
        <ul className={styles.events} aria-label={t('autoscaling.changes')}>
          {events.map(({ at, from, to, reason }) => (
            <li key={at}>
              <span className={styles.time}>
                <TimeOfDay at={at} />
              </span>
              <span>
                {reason
                  ? t('autoscaling.eventReason', {
                      from: String(from),
                      count: to,
                      reason,
                    })
                  : t('autoscaling.event', {
                      from: String(from),
                      count: to,
                    })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
