import { toCommandPieces } from './toCommandPieces';

describe('toCommandPieces', () => {
  it.each([
    [
      'kubectl --context prod -n visits describe pod a',
      ['kubectl', '--context prod', '-n visits', 'describe', 'pod', 'a'],
    ],
    [
      'redis-cli -h redis-4 --bigkeys',
      ['redis-cli', '-h redis-4', '--bigkeys'],
    ],
    [
      `kubectl get pods -l 'app in (a, b)' --watch=true x`,
      ['kubectl', 'get', 'pods', `-l 'app in (a, b)'`, '--watch=true', 'x'],
    ],
  ])('keeps a flag with its value: %s', (command, pieces) => {
    expect(toCommandPieces(command)).toEqual(pieces);
    expect(toCommandPieces(command).join(' ')).toBe(command);
  });
});
