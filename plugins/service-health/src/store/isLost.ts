import { HealthState } from './HealthState';

/** A verdict that nobody confirmed for this long is not believed any more. */
const BELIEVED_MS = 90_000;
/** A page that was hidden gets this long to ask again. */
const WAKING_MS = 5_000;

/** Whether the verdict in hand is too old to trust. */
export function isLost(state: HealthState<unknown>, now: number): boolean {
  const { confirmedAt = now, awakeSince } = state;
  return now - confirmedAt > BELIEVED_MS && now - awakeSince > WAKING_MS;
}
