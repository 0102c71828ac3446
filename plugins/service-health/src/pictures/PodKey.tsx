import { Glyph } from './Glyph';
import { PodState } from '@paved-path/backstage-plugin-service-health-common';
import { podMarks } from './podMarks';
import styles from './PodKey.module.css';

/** Says in words what each pod mark stands for. */
export function PodKey(options: {
  label: string;
  words: { mark: PodState; text: string }[];
}) {
  return (
    <ul className={styles.key} aria-label={options.label}>
      {options.words.map(({ mark, text }) => (
        <li key={mark}>
          <Glyph
            name={podMarks[mark].glyph}
            level={podMarks[mark].level}
            size="small"
          />
          {text}
        </li>
      ))}
    </ul>
  );
}
