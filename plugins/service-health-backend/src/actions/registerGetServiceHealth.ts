import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  compareLevels,
  environmentOfVerdict,
  NextStep,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { HealthGate } from '../services/HealthGate';
import { HealthService } from '../services/HealthService';

const mostFindings = 8;
const mostText = 160;
const mostName = 63;
const mostCommand = 400;
const mostEnvironments = 6;

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

/** Bytes, so that tools with a small context can take it. */
const mostBytes = 4_000;

/** The worst first; what does not fit is counted. */
function summarize(health: ServiceHealth) {
  const findings = findingsOf(health);
  for (let shown = Math.min(mostFindings, findings.length); ; shown -= 1) {
    const output = {
      ...summarizeVerdict(health, shown > 0 ? mostEnvironments : 1),
      findings: findings.slice(0, Math.max(0, shown)),
      findingsOmitted: findings.length - Math.max(0, shown),
    };
    if (shown <= 0 || Buffer.byteLength(JSON.stringify(output)) <= mostBytes) {
      return output;
    }
  }
}

function findingsOf(health: ServiceHealth) {
  return health.environments
    .flatMap(environment =>
      environment.sections.flatMap(section =>
        section.findings
          .filter(({ explainedBy }) => explainedBy === undefined)
          .map(({ code, level, cause, nextStep }) => ({
            environment: cut(environment.name, mostName),
            code,
            level,
            cause: cut(cause),
            nextStep: cut(nextStep.text),
          })),
      ),
    )
    .sort((a, b) => compareLevels(a.level, b.level));
}

function summarizeVerdict(health: ServiceHealth, environments: number) {
  const { environment, effect, nextStep } = health;
  return {
    entityRef: health.entityRef,
    level: health.level,
    environment: environment && cut(environment, mostName),
    headline: cut(health.headline),
    effect: effect && cut(effect),
    nextStep: nextStep && cut(nextStep.text),
    command: commandOf(nextStep),
    since: health.since,
    checkedAt: environmentOfVerdict(health)?.checkedAt,
    partial: health.partial,
    environments: health.environments
      .slice(0, environments)
      .map(({ name, level, headline }) => ({
        name: cut(name, mostName),
        level,
        headline: cut(headline),
      })),
  };
}

/** Half a command is worse than none. */
function commandOf(nextStep: NextStep | undefined): string | undefined {
  const command = nextStep?.command;
  return command !== undefined && command.length <= mostCommand
    ? command
    : undefined;
}

function cut(text: string, most = mostText): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
