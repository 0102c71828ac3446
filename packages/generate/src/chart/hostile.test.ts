import { hostileNames } from '../testing/hostileAnswers';
import { Chart } from './Chart';
import { everything } from './everything';
import { findTool } from './findTool';
import { schemaProblems } from './schemaProblems';

const helm = findTool('helm');

const answers = {
  ...Object.fromEntries(
    Object.entries(hostileNames).map(([what, name]) => [
      `a name and a namespace that are ${what}`,
      { name, namespace: name },
    ]),
  ),
  'an owner, a system and a Redis that read as other types': {
    owner: 'null',
    system: '0x10',
    redisMode: 'external',
    redisHost: '1e3',
  },
  'a description of everything that means something': {
    description:
      '{{ .Values.x }} ${{ x }} </script> # : - "\'` \n---\nkind: Secret 👩‍👩‍👧 \u202E',
  },
};

(helm ? describe : describe.skip)('the chart (needs helm)', () => {
  it.each(Object.entries(answers))(
    'is rendered to valid objects of %s',
    async (_, more) => {
      const chart = await Chart.create({
        helm: helm ?? '',
        answers: { environments: ['dev', 'staging', 'prod'], ...more },
      });
      try {
        for (const environment of ['dev', 'staging', 'prod'] as const) {
          const objects = chart.objects({ environment });
          expect(objects.length).toBeGreaterThan(5);
          expect(objects.flatMap(schemaProblems)).toEqual([]);
          expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
        }
        const all = chart.objects({
          environment: 'dev',
          values: { ...everything, velero: { enabled: false } },
        });
        expect(all.flatMap(schemaProblems)).toEqual([]);
      } finally {
        await chart.remove();
      }
    },
    60_000,
  );
});
