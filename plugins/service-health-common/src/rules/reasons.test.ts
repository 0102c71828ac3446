import { readFileSync } from 'fs';
import { join } from 'path';
import { judge } from '../__fixtures__/judge';
import { autoscalerCases } from '../__fixtures__/reasons/autoscalerCases';
import { podCases } from '../__fixtures__/reasons/podCases';
import type { Given } from '../__fixtures__/reasons/ReasonCase';
import { redisNodeCases } from '../__fixtures__/reasons/redisNodeCases';
import { redisTopologyCases } from '../__fixtures__/reasons/redisTopologyCases';
import { workloadCases } from '../__fixtures__/reasons/workloadCases';
import { reasons } from './reasons';

const cases = {
  ...podCases,
  ...workloadCases,
  ...autoscalerCases,
  ...redisTopologyCases,
  ...redisNodeCases,
};

function find(given: Given, code: string) {
  return judge(given)
    .sections.flatMap(({ findings }) => findings)
    .find(finding => finding.code === code);
}

/** Maps count with what they hold. */
function serialize(given: Given): string {
  return JSON.stringify(given, (_, value) =>
    value instanceof Map ? [...value] : value,
  );
}

describe('reasons', () => {
  it('has three fixtures for every code', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(reasons).sort());
    const tooFew = Object.entries(cases).filter(
      ([, { healthy, faulty, unclear }]) =>
        new Set([healthy, faulty, unclear].map(serialize)).size < 3,
    );
    expect(tooFew.map(([code]) => code)).toEqual([]);
  });

  it('has every code documented', () => {
    const page = readFileSync(
      join(__dirname, '../../../../docs/service-health/reasons.md'),
      'utf8',
    );
    const documented = [...page.matchAll(/^\| `([a-z]+\.[A-Za-z]+)`/gm)];

    expect(documented.map(([, code]) => code).sort()).toEqual(
      Object.keys(reasons).sort(),
    );
  });
});

describe.each(Object.entries(cases))('%s', (code, given) => {
  it('finds nothing on a healthy service', () => {
    expect(find(given.healthy, code)).toBeUndefined();
  });

  it('says what broke, the evidence, and what to do', () => {
    const finding = find(given.faulty, code);

    expect(finding).toMatchObject({
      code,
      level: given.level,
      cause: expect.stringMatching(/^[A-Z0-9a-z].{5,89}[^.]$/),
      nextStep: { text: expect.stringMatching(/^[A-Z].+\.$/) },
    });
    expect(finding?.evidence.length).toBeGreaterThan(1);
    const { text, link } = finding?.nextStep ?? {};
    expect(link !== undefined || text?.startsWith('Nothing')).toBe(true);
  });

  it('does not alarm on what is not known well enough', () => {
    const level = find(given.unclear, code)?.level;

    expect([undefined, 'note', 'progressing']).toContain(level);
  });
});
