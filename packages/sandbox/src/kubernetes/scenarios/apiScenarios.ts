import { ClusterScenario } from './Scenario';

/** The API server accepts requests and never answers. */
export const apiHung: ClusterScenario = {
  name: 'api-hung',
  title: 'API server hangs',
  description:
    'The API server accepts connections and never answers, and its open watches fall silent.',
  scope: 'cluster',
  start: ({ faults }) => {
    const ends = [faults.hang(), faults.silenceWatches()];
    return () => ends.forEach(end => end());
  },
};

/** The portal may not read anything. */
export const apiForbidden: ClusterScenario = {
  name: 'api-forbidden',
  title: 'API server says 403',
  description:
    "The portal's service account has lost its role: every request is forbidden, and open watches end.",
  scope: 'cluster',
  start: ({ faults }) => {
    const end = faults.forbid();
    faults.cutWatches();
    return end;
  },
};

/** There is no API server. */
export const apiDown: ClusterScenario = {
  name: 'api-down',
  title: 'API server is down',
  description: 'Connections to the API server are refused.',
  scope: 'cluster',
  start: ({ faults }) => {
    const down = faults.goDown();
    return () => {
      void down.then(comeBack => comeBack());
    };
  },
};
