import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  compareLevels,
  environmentOfVerdict,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { HealthGate } from '../services/HealthGate';
import { HealthService } from '../services/HealthService';

const mostFindings = 8;
const mostText = 160;

interface RegisterOptions {
  actionsRegistry: ActionsRegistryService;
  gate: HealthGate;
  health: HealthService;
}

/** Offers the verdict to MCP clients, in under 4 KB. */
export function registerGetServiceHealth({
  actionsRegistry,
  gate,
  health,
}: RegisterOptions): void {
  actionsRegistry.register({
    name: 'get-service-health',
    title: 'Get service health',
    description:
      'Tells whether a service in the catalog is all right, and if not, why and what to do next. Looks at its pods, rollout, autoscaler and Redis in every environment.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Entity reference: component:default/visit-tracker'),
        }),
      output: z =>
        z.object({
          entityRef: z.string(),
          level: z
            .string()
            .describe(
              'down, degraded, warning, progressing, unknown, healthy or suspended',
            ),
          environment: z.string().optional(),
          headline: z.string().describe('The one cause, or what is well'),
          effect: z.string().optional(),
          nextStep: z.string().optional(),
          command: z.string().optional(),
          since: z.string().optional(),
          checkedAt: z.string().optional(),
          partial: z.boolean().describe('Some source did not answer'),
          environments: z.array(
            z.object({
              name: z.string(),
              level: z.string(),
              headline: z.string(),
            }),
          ),
          findings: z.array(
            z.object({
              environment: z.string(),
              code: z.string(),
              level: z.string(),
              cause: z.string(),
              nextStep: z.string(),
            }),
          ),
          findingsOmitted: z.number(),
        }),
    },
    async action({ input, credentials }) {
      const { entity, details } = await gate.open(input.entityRef, credentials);
      return { output: summarize(await health.health(entity, { details })) };
    },
  });
}

function summarize(health: ServiceHealth) {
  const findings = health.environments
    .flatMap(environment =>
      environment.sections.flatMap(section =>
        section.findings
          .filter(({ explainedBy }) => explainedBy === undefined)
          .map(({ code, level, cause, nextStep }) => ({
            environment: environment.name,
            code,
            level,
            cause: cut(cause),
            nextStep: cut(nextStep.text),
          })),
      ),
    )
    .sort((a, b) => compareLevels(a.level, b.level));
  return {
    entityRef: health.entityRef,
    level: health.level,
    environment: health.environment,
    headline: cut(health.headline),
    effect: health.effect && cut(health.effect),
    nextStep: health.nextStep && cut(health.nextStep.text),
    command: health.nextStep?.command,
    since: health.since,
    checkedAt: environmentOfVerdict(health)?.checkedAt,
    partial: health.partial,
    environments: health.environments
      .slice(0, 6)
      .map(({ name, level, headline }) => ({
        name: cut(name),
        level,
        headline: cut(headline),
      })),
    findings: findings.slice(0, mostFindings),
    findingsOmitted: Math.max(0, findings.length - mostFindings),
  };
}

function cut(text: string): string {
  return text.length > mostText ? `${text.slice(0, mostText - 1)}…` : text;
}
