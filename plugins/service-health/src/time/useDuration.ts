import { useTexts } from '../useTexts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Writes a length of time with one unit: "12 s", "4 min", "6 h", "2 d". */
export function useDuration(): (milliseconds: number) => string {
  const t = useTexts();
  return milliseconds => {
    const length = Math.max(milliseconds, 0);
    const whole = (unit: number) => String(Math.floor(length / unit));
    if (length < MINUTE) {
      return t('unit.seconds', { value: whole(1_000) });
    }
    if (length < HOUR) {
      return t('unit.minutes', { value: whole(MINUTE) });
    }
    return length < 2 * DAY
      ? t('unit.hours', { value: whole(HOUR) })
      : t('unit.days', { value: whole(DAY) });
  };
}
