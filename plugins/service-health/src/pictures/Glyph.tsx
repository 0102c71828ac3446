import { GlyphName, glyphs } from './glyphs';
import { FindingLevel } from '@paved-path/backstage-plugin-service-health-common';
import styles from './Glyph.module.css';

/** One mark, hidden from screen readers: a word always stands beside it. */
export function Glyph(options: {
  name: GlyphName;
  level?: FindingLevel;
  size?: 'small' | 'medium' | 'large';
}) {
  const { name, level, size = 'medium' } = options;
  return (
    <svg
      className={styles.glyph}
      data-level={level}
      data-size={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      {glyphs[name]}
    </svg>
  );
}
