import { answer } from './__testUtils__/answer';
import {
  registerInput,
  startActions,
  TestActions,
  TestActionsOptions,
} from './__testUtils__/startActions';

const mars = registerInput({
  project: {
    name: 'visits',
    mode: 'ensure',
    destinations: [{ name: 'east', namespace: 'visits' }],
  },
  destination: { name: 'mars', namespace: 'visits' },
});

const rights = [
  ...['projects', 'applications'].flatMap(resource =>
    ['get', 'create', 'update', 'delete'].map(
      action => `${resource}, ${action}, *`,
    ),
  ),
];

describe('the name of a cluster that Argo CD does not know', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  async function start(
    policies: string[],
    options: Partial<TestActionsOptions> = {},
  ) {
    actions = await startActions({
      clusters: { east: 'https://east.example.com' },
      accounts: { portal: { password: 'x', token: 'portal-token', policies } },
      instance: { token: 'portal-token' },
      ...options,
    });
  }

  it('is answered with those that there are, where the account may list them', async () => {
    await start([...rights, 'clusters, get, *']);
    const { error } = await actions.run('argocd:register', mars);
    expect(error?.message).toContain(
      'Argo CD knows no cluster named "mars": use "in-cluster" or "east". Argo CD said: ',
    );
  });

  it('only with those that the account may see', async () => {
    await start([...rights, 'clusters, get, https://east.example.com']);
    const { error } = await actions.run('argocd:register', mars);
    expect(error?.message).toContain('named "mars": use "east". Argo CD said');
  });

  it('is answered with the right that is missing, where it may not', async () => {
    await start(rights);
    const { error } = await actions.run('argocd:register', mars);
    expect(error?.message).toContain(
      'its account may not list them, which takes the right "clusters, get"',
    );
  });

  it('stays the reason when the list fails', async () => {
    await start(rights);
    actions.double.intercept = answer('/api/v1/clusters', 400, 'not today');
    const { error } = await actions.run('argocd:register', mars);
    expect(error?.message).toContain('there are no clusters with this name');
  });

  it('is answered so for a change, too', async () => {
    await start([...rights, 'clusters, *, *']);
    await actions.run('argocd:register', registerInput());
    const { error } = await actions.run('argocd:register', mars);
    expect(error?.message).toContain('use "in-cluster" or "east"');
  });
});
