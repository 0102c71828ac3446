import {
  Level,
  PodState,
} from '@paved-path/backstage-plugin-service-health-common';
import type { GlyphName } from './glyphs';

/** How a pod is drawn, by its state. */
export const podMarks: Record<PodState, { glyph: GlyphName; level: Level }> = {
  ready: { glyph: 'ready', level: 'healthy' },
  starting: { glyph: 'progressing', level: 'progressing' },
  notReady: { glyph: 'warning', level: 'warning' },
  crashing: { glyph: 'crashing', level: 'degraded' },
  noNode: { glyph: 'noNode', level: 'degraded' },
  stopping: { glyph: 'stopping', level: 'unknown' },
};
