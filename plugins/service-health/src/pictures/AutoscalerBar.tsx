import { Level } from '@paved-path/backstage-plugin-service-health-common';
import { Cell, CellBar } from './CellBar';
import { EdgeLabel } from './EdgeLabel';
import styles from './AutoscalerBar.module.css';

/** Two labels closer than this share of the bar become one. */
const JOIN_BELOW = 0.2;

/** Pods from none to the maximum, with a tick at the minimum. */
export function AutoscalerBar(options: {
  sentence: string;
  minimum: number;
  running: number;
  wanted: number;
  maximum: number;
  /** How a wanted pod that does not run looks */
  waiting: 'starting' | 'missing';
  level: Level;
  words: {
    minimum: string;
    maximum: string;
    running: string;
    wanted: string;
    runningOfWanted: string;
  };
}) {
  const { sentence, minimum, running, wanted, words, level } = options;
  const maximum = Math.max(options.maximum, running, wanted, 1);
  const cells = Array.from({ length: maximum }, (_, index): Cell => {
    if (index < running) {
      return 'on';
    }
    return index < wanted ? options.waiting : 'empty';
  });
  const share = (pods: number) => pods / maximum;
  const apart = Math.abs(share(wanted) - share(running)) >= JOIN_BELOW;
  const ends = 1 - share(minimum) >= JOIN_BELOW;
  return (
    <div className={styles.bar} role="img" aria-label={sentence}>
      <CellBar cells={cells} level={level} />
      {apart && (
        <EdgeLabel side="top" at={share(running)} text={words.running} />
      )}
      <EdgeLabel
        side="top"
        at={share(Math.max(wanted, apart ? 0 : running))}
        text={topLabel()}
      />
      {ends && (
        <EdgeLabel side="bottom" at={share(minimum)} text={words.minimum} />
      )}
      <EdgeLabel
        side="bottom"
        at={1}
        text={ends ? words.maximum : `${words.minimum}, ${words.maximum}`}
      />
      {minimum > 0 && (
        <i
          className={styles.tick}
          style={{ left: `min(${share(minimum) * 100}%, 100% - 1px)` }}
        />
      )}
    </div>
  );

  function topLabel() {
    if (apart) {
      return words.wanted;
    }
    return wanted === running ? words.running : words.runningOfWanted;
  }
}
