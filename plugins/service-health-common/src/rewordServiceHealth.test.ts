import { rewordServiceHealth } from './rewordServiceHealth';
import { serviceHealthExamples } from './testUtils';

const { degraded, healthy } = serviceHealthExamples;

describe('rewordServiceHealth', () => {
  it('says a finding in other words, wherever it speaks', () => {
    const german = {
      cause: '2 von 8 Pods finden keinen Knoten',
      effect: 'Antworten dauern länger.',
      nextStep: 'Einen Knoten hinzufügen.',
    };
    const reworded = rewordServiceHealth(degraded, ({ code, count }) =>
      code === 'pod.unschedulable' && count === 2 ? german : undefined,
    );

    const [prod, staging] = reworded.environments;
    const [finding, other] = prod.sections[0].findings;
    for (const { effect, nextStep } of [reworded, prod, finding]) {
      expect(effect).toBe(german.effect);
      expect(nextStep?.text).toBe(german.nextStep);
    }
    expect([reworded.headline, prod.headline, finding.cause]).toEqual([
      german.cause,
      german.cause,
      german.cause,
    ]);
    expect(finding.nextStep.command).toBe(
      degraded.environments[0].nextStep?.command,
    );
    expect(other).toEqual(degraded.environments[0].sections[0].findings[1]);
    expect(staging).toEqual(degraded.environments[1]);
  });

  it('leaves an answer without findings as it is', () => {
    expect(rewordServiceHealth(healthy, () => ({ cause: 'x' }))).toEqual(
      healthy,
    );
  });
});
