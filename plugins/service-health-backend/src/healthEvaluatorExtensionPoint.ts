import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { HealthEvaluator } from './HealthEvaluator';

/**
 * Takes rules of one's own.
 *
 * @public
 */
export interface HealthEvaluatorExtensionPoint {
  /** Adds rules; call it in the `init` of a module. */
  addHealthEvaluator(...evaluators: HealthEvaluator[]): void;
}

/**
 * Lets modules add rules of their own.
 *
 * @example
 * ```ts
 * export default createBackendModule({
 *   pluginId: 'service-health',
 *   moduleId: 'latest-tag',
 *   register(env) {
 *     env.registerInit({
 *       deps: { health: healthEvaluatorExtensionPoint },
 *       async init({ health }) {
 *         health.addHealthEvaluator({
 *           section: { id: 'policy', title: 'Policy' },
 *           evaluate: ({ clusters }, { now }) =>
 *             clusters
 *               .flatMap(({ workloads }) => workloads)
 *               .filter(({ version }) => version === 'latest')
 *               .map(({ kind, name }) =>
 *                 createFinding({
 *                   now,
 *                   code: 'policy.latestTag',
 *                   section: 'policy',
 *                   level: 'warning',
 *                   cause: `${name} runs the tag "latest"`,
 *                   next: 'Deploy a fixed version.',
 *                   subject: { kind, name },
 *                 }),
 *               ),
 *         });
 *       },
 *     });
 *   },
 * });
 * ```
 *
 * @public
 */
export const healthEvaluatorExtensionPoint =
  createExtensionPoint<HealthEvaluatorExtensionPoint>({
    id: 'service-health.evaluators',
  });
