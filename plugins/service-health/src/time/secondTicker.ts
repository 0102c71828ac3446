const STEP_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all ages on the page; it rests in hidden tabs. */
export const secondTicker = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    timer ??= setInterval(tick, STEP_MS);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  },
  /**
   * Local time in whole seconds, so that it holds still while React renders;
   * rounded up, so that what began 12 min ago is not "11 min" old.
   */
  now(): number {
    return Math.ceil(Date.now() / STEP_MS) * STEP_MS;
  },
};

function tick() {
  if (document.visibilityState !== 'hidden') {
    listeners.forEach(listener => listener());
  }
}
