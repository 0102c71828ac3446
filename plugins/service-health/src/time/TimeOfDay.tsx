import { useContext } from 'react';
import { formatTime } from './formatTime';
import { HealthClockContext } from './HealthClockContext';
import { useNow } from './useNow';

/** A moment in local time, with UTC on hover. */
export function TimeOfDay({ at }: { at: string }) {
  const { offset } = useContext(HealthClockContext);
  const now = useNow() + offset;
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace('T', ' ')} UTC`}>
      {formatTime(at, now)}
    </time>
  );
}
