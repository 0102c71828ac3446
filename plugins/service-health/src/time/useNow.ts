import { useSyncExternalStore } from 'react';
import { secondTicker } from './secondTicker';

/** Local time in whole seconds, for ages that count up on the screen. */
export function useNow(): number {
  return useSyncExternalStore(secondTicker.subscribe, secondTicker.now);
}
