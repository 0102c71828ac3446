import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { z } from 'zod/v3';
import { parseInput } from '../input/parseInput';
import { manifestInput } from '../input/schemas';
import { argocdApplicationCreatePermission } from '../permissions';
import { checkAllowed, checkPlaceAllowed } from '../register/checkAllowed';
import {
  Manifest,
  renderApplication,
  renderApplicationSet,
} from '../render/renderApplication';
import { renderProject } from '../render/renderProject';
import { ActionDependencies, ActionRun } from './ActionRun';
import { manifestExamples } from './manifest.examples';

/** `argocd:manifest`: the same objects as YAML, for a pull request. */
export function createManifestAction(dependencies: ActionDependencies) {
  return createTemplateAction({
    id: 'argocd:manifest',
    description:
      'Writes what argocd:register would send as YAML into the workspace, for a GitOps repository',
    supportsDryRun: true,
    examples: manifestExamples,
    schema: {
      input: () => manifestInput,
      output: {
        paths: () => z.array(z.string()).describe('Files that were written'),
      },
    },
    async handler(ctx) {
      const input = parseInput(manifestInput, ctx.input);
      const run = ActionRun.start(ctx, dependencies, input.instance);
      checkAllowed(run.instance, input);
      checkPlaceAllowed(run.instance, {
        project: input.project.name,
        appNamespace: input.namespace,
      });
      await run.authorize(argocdApplicationCreatePermission);
      const options = {
        owner: run.owner(input.entityRef),
        namespace: input.namespace ?? run.instance.namespace,
      };
      const manifests = [
        ...(input.include.includes('project')
          ? [renderProject(input, options)]
          : []),
        ...(input.include.includes('application')
          ? [
              input.applicationSet
                ? renderApplicationSet(input, options)
                : renderApplication(input, options),
            ]
          : []),
      ];
      const paths: string[] = [];
      for (const manifest of manifests) {
        const path = join(input.targetPath, fileName(manifest));
        const target = resolveSafeChildPath(ctx.workspacePath, path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(
          target,
          stringify(manifest, { aliasDuplicateObjects: false }),
        );
        run.info(`Wrote ${path}`);
        paths.push(path);
      }
      ctx.output('paths', paths);
    },
  });
}

function fileName({ kind, metadata }: Manifest): string {
  return `${metadata.name}.${kind.toLowerCase()}.yaml`;
}
