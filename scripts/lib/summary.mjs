import { relative } from 'node:path';
import { paths } from './paths.mjs';

/** What is said when the portal is up. */
export function summary({ portalUrl, sandbox, elapsed }) {
  return `
Paved Path is ready after ${elapsed}

  Portal      ${portalUrl}
              sign in as a guest, then choose Create
  Sandbox     ${sandbox.controlUrl}
              break things: crash loops, a busy autoscaler, Redis down ...

  Simulated   Git host    ${sandbox.gitUrl}
              Argo CD     ${sandbox.argocdUrl}
              Kubernetes  ${sandbox.kubernetesUrl}
  Real        the portal and its plugins, every request between the parts,
              git, the Redis servers, the created service's build and process

  Logs        ${relative(process.cwd(), paths.logs)}
  Stop        Ctrl-C
  Start over  npm start -- --fresh
`;
}
