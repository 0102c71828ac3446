import { Glyph } from './Glyph';
import { FindingLevel } from '@paved-path/backstage-plugin-service-health-common';
import { HiddenText } from '../components/HiddenText';

/**
 * The shape of a level. Give a `label` where no visible word stands beside it.
 */
export function LevelGlyph(options: {
  level: FindingLevel;
  size?: 'small' | 'medium' | 'large';
  label?: string;
}) {
  const { level, size, label } = options;
  return (
    <>
      <Glyph name={level} level={level} size={size} />
      {label && <HiddenText>{label}</HiddenText>}
    </>
  );
}
