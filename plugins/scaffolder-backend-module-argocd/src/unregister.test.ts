import {
  registerInput,
  repoUrl,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const input = {
  name: 'visits-dev',
  project: 'visits',
  entityRef: 'component:default/visits',
};

describe('argocd:unregister', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('says in the log what stays, with the command that removes it', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    const { lines } = await actions.run('argocd:unregister', input);
    expect(lines).toContain(
      'Left in the cluster: namespace visits. Remove with: kubectl delete namespace visits',
    );
  });

  it('keeps the project and the credentials while another Application uses them', async () => {
    actions = await startActions();
    const secrets = { secrets: { key: 'secret-word' } };
    const register = registerInput({
      repository: { type: 'https', passwordSecret: 'key' },
    });
    await actions.run('argocd:register', register, secrets);
    await actions.run(
      'argocd:register',
      { ...register, name: 'visits-prod' },
      secrets,
    );
    const first = await actions.run('argocd:unregister', { ...input, repoUrl });
    expect(first.lines).toEqual(
      expect.arrayContaining([
        `Kept the credentials for ${repoUrl}: other applications use them`,
        'Kept project visits: an application uses it',
      ]),
    );
    await actions.run('argocd:unregister', {
      ...input,
      name: 'visits-prod',
      repoUrl,
    });
    const { repositories, projects } = actions.double.snapshot();
    expect(repositories).toEqual([]);
    expect(projects).toHaveLength(1);
  });

  it('says what to look for when Kubernetes takes too long', async () => {
    actions = await startActions();
    await actions.run('argocd:register', registerInput());
    actions.double.intercept = ({ method }, response) => {
      if (method === 'DELETE') {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end('{}');
        return true;
      }
      return false;
    };
    const { error } = await actions.run('argocd:unregister', {
      ...input,
      timeoutSeconds: 1,
    });
    expect(error?.message).toMatch(
      /Cannot see "visits-dev" removed within 1 s.*look for finalizers/,
    );
  });

  it('keeps to the projects that the instance allows', async () => {
    actions = await startActions({
      instance: { allow: { projects: ['team-*'] } },
    });
    const { error } = await actions.run('argocd:unregister', input);
    expect(error?.message).toContain('add it to allow.projects');
    expect(actions.double.requests).toEqual([]);
  });

  it('sends nothing in a dry run', async () => {
    actions = await startActions();
    const { lines } = await actions.run('argocd:unregister', input, {
      isDryRun: true,
    });
    expect(lines).toEqual([
      'Dry run: would remove application visits-dev of project visits',
    ]);
    expect(actions.double.requests).toEqual([]);
  });
});
