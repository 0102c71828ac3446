import { ConflictError } from '@backstage/errors';
import { Application } from '../client/schemas';
import { isSameApplication } from '../render/isSameApplication';
import {
  describeOwner,
  isControlled,
  isMadeByTask,
  isOwnedBy,
} from '../render/Owner';
import { Manifest } from '../render/renderApplication';
import { Registration } from './Registration';

/** What is to be done with the Application that exists, or does not. */
export type ApplicationPlan =
  | { kind: 'create' }
  | { kind: 'update'; existing: Application }
  | { kind: 'keep'; existing: Application };

/** Decide what to do; throws when the Application is not ours to change. */
export function planApplication(
  registration: Registration,
  wanted: Manifest,
  existing: Application | undefined,
): ApplicationPlan {
  if (!existing) {
    return { kind: 'create' };
  }
  const { input, owner } = registration;
  const { metadata } = existing;
  refuseUnchangeable(registration, existing);
  const same = isSameApplication(wanted, existing);
  const isKept =
    same &&
    (input.onExisting === 'adopt-if-equal' ||
      (input.onExisting === 'fail'
        ? isMadeByTask(metadata, owner)
        : isOwnedBy(metadata, owner)));
  if (isKept) {
    return { kind: 'keep', existing };
  }
  switch (input.onExisting) {
    case 'adopt-if-equal':
      throw refusal(registration, existing, {
        why: 'and it differs: make them equal, or choose another name',
      });
    case 'fail':
      throw refusal(registration, existing, { why: 'choose another name' });
    default:
      if (!isOwnedBy(metadata, owner)) {
        throw refusal(registration, existing, {
          why: 'choose another name, or have it removed',
        });
      }
      return { kind: 'update', existing };
  }
}

function refuseUnchangeable(
  registration: Registration,
  existing: Application,
): void {
  const { metadata } = existing;
  if (metadata.deletionTimestamp) {
    throw new ConflictError(
      `Cannot register application "${registration.input.name}": it is being deleted; run the task again when it is gone`,
    );
  }
  if (isControlled(metadata)) {
    throw refusal(registration, existing, {
      why: 'change it there, since that would take a change here back',
    });
  }
}

function refusal(
  { input }: Registration,
  { metadata }: Application,
  { why }: { why: string },
) {
  return new ConflictError(
    `Cannot register application "${
      input.name
    }": it exists and belongs to ${describeOwner(metadata)}; ${why}`,
  );
}
