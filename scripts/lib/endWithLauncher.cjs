// Preloaded into the sandbox and the portal: should the launcher be killed
// outright, it cannot end them, so they end themselves.
const launcher = process.ppid;

setInterval(() => {
  if (process.ppid !== launcher) {
    process.kill(process.pid, 'SIGTERM');
  }
}, 1_000).unref();
