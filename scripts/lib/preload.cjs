// Preloaded into the sandbox and the portal
const { setSourceMapsSupport } = require('node:module');

// Stack traces name the TypeScript; reading the maps of all packages too would cost seconds
setSourceMapsSupport?.(true, { nodeModules: false, generatedCode: false });

// Should the launcher be killed outright, it cannot end them, so they end themselves
const launcher = process.ppid;

setInterval(() => {
  if (process.ppid !== launcher) {
    process.kill(process.pid, 'SIGTERM');
  }
}, 1_000).unref();
