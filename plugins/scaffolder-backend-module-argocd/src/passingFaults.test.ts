import { IncomingMessage } from 'node:http';
import { answer, Intercept } from './__testUtils__/answer';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const postApp = 'POST /api/v1/applications';

describe('argocd:register goes on after', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it.each<[string, Intercept]>([
    ['503 once', answer('', 503, 'x', { times: 1 })],
    ['502 twice', answer(postApp, 502, '', { times: 2, raw: '<html>' })],
    ['504 once', answer('GET /api/v1/projects', 504, 'x', { times: 1 })],
    [
      '429 with Retry-After',
      answer(postApp, 429, 'x', { times: 1, headers: { 'Retry-After': '1' } }),
    ],
    [
      'an informer that lags',
      answer(
        postApp,
        400,
        'app is not allowed in project "visits", or the project does not exist',
        { times: 2 },
      ),
    ],
    ['can-i that is not there', answer('can-i', 404, 'not found')],
    [
      'a dropped connection once',
      (() => {
        let dropped = false;
        return (request: IncomingMessage) => {
          if (dropped) return false;
          dropped = true;
          request.socket.destroy();
          return true;
        };
      })(),
    ],
  ])(
    '%s',
    async (_title, intercept) => {
      actions = await startActions();
      actions.double.intercept = intercept;
      const { error } = await actions.run('argocd:register', registerInput());
      expect(error).toBeUndefined();
    },
    20_000,
  );
});
