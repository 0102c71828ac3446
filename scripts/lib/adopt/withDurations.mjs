/** A progress that also keeps how long each step took: `{ title, milliseconds }`, in their order. */
export function withDurations(progress) {
  const durations = [];
  return {
    durations,
    async step(title, work) {
      const started = Date.now();
      const result = await progress.step(title, work);
      durations.push({ title, milliseconds: Date.now() - started });
      return result;
    },
  };
}
