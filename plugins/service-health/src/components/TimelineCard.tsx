import { Card } from '@backstage/ui';
import {
  EnvironmentHealth,
  LevelHistory,
  Section,
} from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { LevelTimeline } from '../pictures/LevelTimeline';
import { formatTime } from '../time/formatTime';
import { TimeOfDay } from '../time/TimeOfDay';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { toTimelineSpans } from './toTimelineSpans';
import { useLevelWord } from './useLevelWord';
import styles from './TimelineCard.module.css';

/** How the verdict came to be: levels of the last 24 hours. */
export function TimelineCard(options: { environment: EnvironmentHealth }) {
  const { history, sections } = options.environment;
  return history ? <History history={history} sections={sections} /> : <></>;
}

function History(options: { history: LevelHistory; sections: Section[] }) {
  const { history, sections } = options;
  const t = useTexts();
  const duration = useDuration();
  const sentence = useSentence(history);
  const from = Date.parse(history.from);
  const to = Date.parse(history.to);
  const lanes = sections.flatMap(({ id, title }) => {
    const spans = history.sections[id];
    return spans
      ? { id, label: title, spans: toTimelineSpans(spans, history) }
      : [];
  });
  const middle = new Date((from + to) / 2).toISOString();
  return (
    <Card className={styles.card}>
      <h2 className={styles.title}>
        {t('tab.timeline', { age: duration(to - from) })}
      </h2>
      <p className={styles.lead}>{t('tab.timelineLead')}</p>
      <div className={styles.body}>
        <LevelTimeline
          sentence={sentence}
          lanes={[
            {
              id: 'verdict',
              label: t('tab.timelineVerdict'),
              tall: true,
              spans: toTimelineSpans(history.verdict, history),
            },
            ...lanes,
          ]}
          axis={[
            formatTime(history.from, to),
            formatTime(middle, to),
            t('tab.timelineNow'),
          ]}
        />
        <Changes history={history} />
      </div>
    </Card>
  );
}

function Changes({ history }: { history: LevelHistory }) {
  const word = useLevelWord();
  return (
    <ol className={styles.changes}>
      {history.changes.map(({ at, level, headline }) => (
        <li key={at} data-level={level}>
          <span className={styles.time}>
            <TimeOfDay at={at} />
          </span>
          <LevelGlyph level={level} />
          <span>
            <b>{word(level)}</b> {headline}
          </span>
        </li>
      ))}
    </ol>
  );
}

function useSentence(history: LevelHistory): string {
  const { from, to, changes, verdict } = history;
  const t = useTexts();
  const word = useLevelWord();
  const duration = useDuration();
  const level = verdict[verdict.length - 1]?.level ?? 'unknown';
  const texts = changes.map(change =>
    t('tab.timelineChange', {
      level: word(change.level),
      time: formatTime(change.at, Date.parse(to)),
      headline: change.headline,
    }),
  );
  return t('tab.timelineSentence', {
    age: duration(Date.parse(to) - Date.parse(from)),
    changes:
      texts.length > 0
        ? texts.join('; ')
        : t('tab.timelineCalm', { level: word(level) }),
  });
}
