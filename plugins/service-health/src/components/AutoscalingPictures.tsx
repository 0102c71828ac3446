import {
  AutoscalerFact,
  AutoscalingFacts,
  ScalingMetric,
} from '@paved-path/backstage-plugin-service-health-common';
import { AutoscalerBar } from '../pictures/AutoscalerBar';
import { MetricBar } from '../pictures/MetricBar';
import { useTexts } from '../useTexts';
import { AutoscalerHour } from './AutoscalerHour';
import { formatMetric } from './formatMetric';
import { SubTitle } from './SubTitle';
import styles from './AutoscalingPictures.module.css';

/** Each autoscaler: pods, metrics, and the last hour. */
export function AutoscalingPictures({ facts }: { facts: AutoscalingFacts }) {
  const t = useTexts();
  if (facts.autoscalers.length === 0) {
    return <p className={styles.note}>{t('autoscaling.none')}</p>;
  }
  return (
    <>
      {facts.autoscalers.map(autoscaler => (
        <div
          key={`${autoscaler.cluster}/${autoscaler.name}`}
          className={styles.autoscaler}
        >
          {facts.autoscalers.length > 1 && (
            <p>
              <b>{autoscaler.target}</b>{' '}
              <span className={styles.note}>{autoscaler.cluster}</span>
            </p>
          )}
          <Autoscaler autoscaler={autoscaler} />
        </div>
      ))}
    </>
  );
}

function Autoscaler({ autoscaler }: { autoscaler: AutoscalerFact }) {
  const { min, max, running, desired, paused, metrics } = autoscaler;
  const t = useTexts();
  const minimum = String(min);
  const maximum = String(max);
  const wanted = String(desired);
  return (
    <>
      <div>
        <SubTitle>{t('autoscaling.pods')}</SubTitle>
        {paused && <p className={styles.note}>{t('autoscaling.paused')}</p>}
        <AutoscalerBar
          sentence={t('autoscaling.sentence', {
            minimum,
            running: String(running),
            wanted,
            count: max,
          })}
          minimum={min}
          running={running}
          wanted={desired}
          maximum={max}
          waiting="missing"
          level="healthy"
          words={{
            minimum: t('autoscaling.minimum', { value: minimum }),
            maximum: t('autoscaling.maximum', { value: maximum }),
            running: t('autoscaling.running', { value: String(running) }),
            wanted: t('autoscaling.wanted', { value: wanted }),
            runningOfWanted: t('autoscaling.runningOfWanted', {
              running: String(running),
              wanted,
            }),
          }}
        />
      </div>
      {metrics.map(metric => (
        <Metric key={metric.name} metric={metric} />
      ))}
      <AutoscalerHour autoscaler={autoscaler} />
    </>
  );
}

function Metric({ metric }: { metric: ScalingMetric }) {
  const { name, unit, current, target } = metric;
  const t = useTexts();
  const goal = formatMetric(target, unit);
  if (current === undefined) {
    return (
      <div>
        <SubTitle>{title()}</SubTitle>
        <p>{t('autoscaling.metricMissing', { target: goal })}</p>
      </div>
    );
  }
  const now = formatMetric(current, unit);
  const percent = unit === 'percent' ? 1 : 70 / Math.max(target, 0.001);
  const times = target > 0 ? (current / target).toFixed(1) : '';
  return (
    <div>
      <SubTitle>{title()}</SubTitle>
      <p className={styles.row}>
        <span>
          <b>{now}</b>, {t('autoscaling.metricTarget', { target: goal })}
        </span>
        <span className={styles.small}>
          {times && t('autoscaling.metricTimes', { value: times })}
        </span>
      </p>
      <MetricBar
        sentence={t('autoscaling.metricSentence', {
          name: title(),
          current: now,
          target: goal,
        })}
        current={current * percent}
        target={target * percent}
      />
    </div>
  );

  function title() {
    return unit === 'percent' ? t('autoscaling.use', { name }) : name;
  }
}
