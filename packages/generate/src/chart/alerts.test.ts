import { spawnSync } from 'node:child_process';
import { parser } from '@prometheus-io/lezer-promql';
import { z } from 'zod';
import { Chart } from './Chart';
import { everything } from './everything';
import { findTool } from './findTool';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const helm = findTool('helm');

const ruleSchema = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.object({
    summary: z.string(),
    description: z.string(),
    runbook_url: z.url(),
  }),
});

const specSchema = z.object({
  groups: z.array(z.object({ rules: z.array(ruleSchema) })),
});

(helm ? describe : describe.skip)('the alerts (needs helm)', () => {
  let chart: Chart;

  beforeAll(async () => {
    chart = await Chart.create({ helm: helm ?? '' });
  });

  afterAll(() => chart.remove());

  function rules() {
    return chart
      .objects({ environment: 'prod', values: everything })
      .filter(({ kind }) => kind === 'PrometheusRule')
      .flatMap(({ spec }) => specSchema.parse(spec).groups)
      .flatMap(group => group.rules);
  }

  /** Where Prometheus' own grammar does not understand an expression. */
  function mistakes(expression: string): string[] {
    const found: string[] = [];
    parser.parse(expression).iterate({
      enter: ({ type, from }) => {
        if (type.isError) found.push(expression.slice(Math.max(0, from - 20)));
      },
    });
    return found;
  }

  it('are written in PromQL', () => {
    expect(mistakes('sum(rate(x[5m]) > ')).not.toEqual([]);
    expect(rules().length).toBeGreaterThanOrEqual(15);
    expect(rules().flatMap(({ expr }) => mistakes(expr))).toEqual([]);
  });

  it('leave the 503s that are meant to the objective that they belong to', () => {
    const expressionOf = (name: string) =>
      rules().find(({ alert }) => alert === name)?.expr ?? '';

    for (const pace of ['Fast', 'Slow']) {
      const errors = expressionOf(`ErrorBudgetBurn${pace}`);
      const visits = expressionOf(`CountBudgetBurn${pace}`);
      const failed = /http_requests_total\{[^}]*status=~"5\.\."[^}]*\}/g;

      expect(errors.match(failed)?.length).toBeGreaterThan(0);
      expect(errors.match(failed)?.join()).not.toMatch(
        /status=~"5\.\."(?!,status!="503")/,
      );
      expect(visits).toContain('result="unavailable"');
      expect(visits).toContain('* 0.005)');
      expect(visits).not.toContain('http_requests_total');
    }
  });

  it('have names of their own, and a runbook each', () => {
    const names = rules().map(({ alert }) => alert);

    expect(new Set(names).size).toBe(names.length);
    for (const { annotations } of rules()) {
      expect(annotations.runbook_url).toMatch(/docs\/runbooks\/[a-z-]+\.md$/);
    }
  });
});

const promtool = process.env.PROMTOOL_BIN;

// Prometheus cannot be built by `go install`, so this one is for who has its promtool
(promtool ? describe : describe.skip)(
  'the alerts of the objectives (PROMTOOL_BIN)',
  () => {
    it('fire for what burns their budget, and for nothing else', async () => {
      const chart = await Chart.create({
        helm: helm ?? '',
        answers: { name: 'shop', environments: ['dev', 'prod'] },
      });
      const { status, stdout, stderr } = spawnSync(
        'bash',
        ['ops/alerts/test.sh'],
        {
          cwd: chart.folder,
          encoding: 'utf8',
          env: { ...process.env, HELM_BIN: helm },
        },
      );
      await chart.remove();

      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain('SUCCESS');
    }, 60_000);
  },
);
