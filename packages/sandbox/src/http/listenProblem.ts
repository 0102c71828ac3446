/** Says which port is busy; any other error stays as it is. */
export function listenProblem(
  error: unknown,
  options: { port: number; what: string },
): unknown {
  const { port, what } = options;
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'EADDRINUSE'
    ? new Error(
        `Cannot start the ${what}: port ${port} is in use, stop what listens there or choose another port`,
        { cause: error },
      )
    : error;
}
