const DAY = 24 * 60 * 60_000;

/** The reader's local time: "02:55", with the day when it is not today. */
export function formatTime(iso: string, now: number): string {
  const date = new Date(iso);
  const time = date.toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const age = now - date.getTime();
  if (date.toDateString() === new Date(now).toDateString() || age < DAY / 2) {
    return time;
  }
  const day = date.toLocaleDateString(
    undefined,
    age < 6 * DAY ? { weekday: 'long' } : { day: 'numeric', month: 'short' },
  );
  return `${day} ${time}`;
}
