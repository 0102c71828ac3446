import { JsonObject } from '@backstage/types';
import {
  registerInput,
  repoUrl,
  server,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';

describe('argocd:register refuses', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it.each<[string, JsonObject, RegExp]>([
    [
      'a bad name',
      { name: 'Bad_Name' },
      /name "Bad_Name": must hold only lower-case/,
    ],
    ['a long name', { name: 'a'.repeat(64) }, /name/],
    [
      'credentials in the URL',
      { sources: [{ repoUrl: 'https://u:p@x/y', path: 'a' }] },
      /must not hold credentials/,
    ],
    [
      'a path upwards',
      { sources: [{ repoUrl, path: '../a' }] },
      /without "\.\."/,
    ],
    ['no path', { sources: [{ repoUrl }] }, /needs one of path, chart and ref/],
    [
      'path and chart',
      { sources: [{ repoUrl, path: 'a', chart: 'b' }] },
      /cannot have both/,
    ],
    ['an unknown key', { typo: 1 }, /typo/],
    [
      'server and name',
      { destination: { server, name: 'x', namespace: 'y' } },
      /destination/,
    ],
    [
      'no such secret',
      { repository: { type: 'https', passwordSecret: 'none' } },
      /task secret with the key "none"/,
    ],
    ['no such instance', { instance: 'mars' }, /choose one of "main"/],
    [
      'an ApplicationSet that is not allowed',
      { applicationSet: { generators: [{ list: {} }] } },
      /allow\.applicationSets/,
    ],
    [
      'a project that must exist',
      { project: { name: 'nope' } },
      /Cannot find project "nope"/,
    ],
  ])('input: %s', async (_title, changes, expected) => {
    actions = await startActions();
    const { error } = await actions.run(
      'argocd:register',
      registerInput(changes),
    );
    expect(error?.message).toMatch(expected);
    expect(actions.double.applications()).toEqual([]);
  });
});
