import { requireNode } from './lib/requireNode.mjs';

// Checked before anything else is loaded: the rest does not parse on an old Node
requireNode(20);

import('./lib/runMain.mjs')
  .then(function run(module) {
    return module.runMain('./replicas/runReplicas.mjs');
  })
  .catch(function fail(error) {
    console.error(error.message);
    process.exit(1);
  });
