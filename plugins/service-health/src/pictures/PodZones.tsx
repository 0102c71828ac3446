import { PodState } from '@paved-path/backstage-plugin-service-health-common';
import { podMarks } from './podMarks';
import { Glyph } from './Glyph';
import styles from './PodZones.module.css';

/** The pods of one zone, or those that have no node yet. */
export interface PodZone {
  name: string;
  marks: PodState[];
  summary: string;
  /** These pods have no node */
  missing?: boolean;
}

/** From here on a zone shows a mark and a count for each state. */
const MOST_MARKS = 24;

/** A row per zone, a mark per pod. */
export function PodZones(options: { sentence: string; zones: PodZone[] }) {
  const { sentence, zones } = options;
  const pods = zones.reduce((sum, zone) => sum + zone.marks.length, 0);
  return (
    <div className={styles.zones} role="img" aria-label={sentence}>
      {zones.map(zone => (
        <div
          key={`${zone.name}-${zone.missing ?? false}`}
          className={styles.zone}
          data-missing={zone.missing || undefined}
        >
          <span>{zone.name}</span>
          <span className={styles.marks}>
            {pods > MOST_MARKS ? (
              <Counts marks={zone.marks} />
            ) : (
              zone.marks.map((mark, index) => (
                <Glyph
                  key={`${index}-${mark}`}
                  name={podMarks[mark].glyph}
                  level={podMarks[mark].level}
                  size="large"
                />
              ))
            )}
          </span>
          <span className={styles.summary}>{zone.summary}</span>
        </div>
      ))}
    </div>
  );
}

function Counts({ marks }: { marks: PodState[] }) {
  const kinds = [...new Set(marks)];
  return (
    <>
      {kinds.map(kind => (
        <span key={kind} className={styles.count}>
          <Glyph
            name={podMarks[kind].glyph}
            level={podMarks[kind].level}
            size="large"
          />
          {marks.filter(mark => mark === kind).length}
        </span>
      ))}
    </>
  );
}
