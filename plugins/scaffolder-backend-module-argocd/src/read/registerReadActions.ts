import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ActionDependencies } from '../actions/ActionRun';
import { checkPlaceAllowed } from '../register/checkAllowed';
import { explainFailure } from '../client/explainFailure';
import { Redactor } from '../client/Redactor';
import { argocdApplicationReadPermission } from '../permissions';
import { describeProblems } from '../wait/describeProblems';

const timeoutMs = 20_000;

/** Register the read-only actions for MCP clients and other callers. */
export function registerReadActions(
  registry: ActionsRegistryService,
  dependencies: ActionDependencies,
): void {
  registerListInstances(registry, dependencies);
  registerGetApplication(registry, dependencies);
}

function registerListInstances(
  registry: ActionsRegistryService,
  dependencies: ActionDependencies,
): void {
  registry.register({
    name: 'list-instances',
    title: 'List Argo CD instances',
    description: 'Lists the Argo CD instances that this portal is connected to',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    visibilityPermission: argocdApplicationReadPermission,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          instances: z.array(z.object({ name: z.string(), url: z.string() })),
        }),
    },
    async action({ credentials }) {
      await authorize(dependencies, credentials);
      const instances = dependencies.instances
        .list()
        .map(({ name, frontendUrl }) => ({ name, url: frontendUrl }));
      return { output: { instances } };
    },
  });
}

function registerGetApplication(
  registry: ActionsRegistryService,
  dependencies: ActionDependencies,
): void {
  registry.register({
    name: 'get-application',
    title: 'Get an Argo CD Application',
    description:
      'Tells whether an Argo CD Application is synced and healthy, what runs, and what is wrong with it',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    visibilityPermission: argocdApplicationReadPermission,
    schema: {
      input: z =>
        z.object({
          instance: z.string().optional(),
          name: z.string(),
          project: z.string().default('default'),
          appNamespace: z.string().optional(),
        }),
      output: z =>
        z.object({
          sync: z.string(),
          health: z.string(),
          revisions: z.array(z.string()),
          images: z.array(z.string()),
          externalUrls: z.array(z.string()),
          problems: z.array(z.string()),
        }),
    },
    async action({ input, credentials }) {
      await authorize(dependencies, credentials);
      const redactor = Redactor.create();
      const client = dependencies.instances.client(input.instance, redactor);
      checkPlaceAllowed(client.instance, input);
      try {
        const application = await client.getApplication(
          input,
          AbortSignal.timeout(timeoutMs),
        );
        const { status } = application;
        const revision = status.sync?.revision;
        return {
          output: {
            sync: status.sync?.status || 'Unknown',
            health: status.health?.status || 'Unknown',
            revisions: status.sync?.revisions ?? (revision ? [revision] : []),
            images: (status.summary?.images ?? []).map(redactor.redact),
            externalUrls: (status.summary?.externalURLs ?? []).map(
              redactor.redact,
            ),
            problems: describeProblems(application)
              .slice(1)
              .map(redactor.redact),
          },
        };
      } catch (error) {
        throw explainFailure(
          error,
          `read application "${input.name}"`,
          client.instance,
        );
      }
    },
  });
}

async function authorize(
  { permissions }: ActionDependencies,
  credentials: BackstageCredentials,
): Promise<void> {
  const permission = argocdApplicationReadPermission;
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision?.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `Cannot continue: the permission "${permission.name}" is denied to you`,
    );
  }
}
