import { InMemoryReconciler } from '@paved-path/sandbox';
import { registerInput, repoUrl, startActions } from './startActions';

/** The registration that takes every step: project, credentials, Application. */
export const privateInput = registerInput({
  repository: { type: 'https', username: 'bot', passwordSecret: 'repoToken' },
});

/** The task's secrets for it. */
export const privateSecrets = { repoToken: 'planted-5ecret/+=&' };

/** The actions against an Argo CD that only admits those secrets. */
export function startPrivate(
  reconciler = InMemoryReconciler.create(),
): ReturnType<typeof startActions> {
  reconciler.behaviour.passwords = { [repoUrl]: privateSecrets.repoToken };
  return startActions({ reconciler });
}
