import { Admission } from '../admission/Admission';
import {
  isKubernetesManifest,
  KubernetesManifest,
} from '../objects/KubernetesManifest';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectStore } from '../store/ObjectStore';
import { ApiRequest } from './ApiRequest';
import { mergePatch } from './mergePatch';
import { StatusError } from './StatusError';

/** Answers POST. */
export function createObject(
  request: ApiRequest,
  body: unknown,
  admission: Admission,
): KubernetesObject {
  const manifest = manifestOf(request, body);
  if (!manifest.metadata.name && !manifest.metadata.generateName) {
    const { kind } = request.resource;
    throw StatusError.invalid(
      { kind, group: request.resource.group },
      'metadata.name',
      [
        'FieldValueRequired',
        'Required value: name or generateName is required',
      ],
    );
  }
  // A status is the cluster's to write, not the client's.
  const { status, ...rest } = manifest;
  return admission.create(rest);
}

/** Answers PUT, on an object or on its status. */
export function replaceObject(
  request: ApiRequest,
  body: unknown,
  { existing, store }: { existing: KubernetesObject; store: ObjectStore },
): KubernetesObject {
  const manifest = manifestOf(request, body);
  const { resourceVersion } = manifest.metadata;
  if (
    resourceVersion &&
    resourceVersion !== existing.metadata.resourceVersion
  ) {
    throw StatusError.conflict(request.resource, existing.metadata.name);
  }
  return store.update(merged(request, existing, manifest));
}

/** Answers PATCH; strategic merges and server-side applies are taken as plain merges. */
export function patchObject(
  request: ApiRequest,
  body: unknown,
  { existing, store }: { existing: KubernetesObject; store: ObjectStore },
): KubernetesObject {
  return replaceObject(request, mergePatch(existing, body), {
    existing,
    store,
  });
}

function merged(
  { subresource }: ApiRequest,
  existing: KubernetesObject,
  manifest: KubernetesManifest,
): KubernetesObject {
  if (subresource === 'status') return { ...existing, status: manifest.status };
  return {
    ...existing,
    ...manifest,
    metadata: { ...existing.metadata, ...manifest.metadata },
    status: existing.status,
  };
}

function manifestOf(request: ApiRequest, body: unknown): KubernetesManifest {
  if (!isKubernetesManifest(body)) {
    throw StatusError.badRequest(
      "Object 'Kind' is missing in the request body",
    );
  }
  const { namespace, resource } = request;
  if (body.kind !== resource.kind) {
    throw StatusError.badRequest(
      `${body.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: no kind "${body.kind}" is registered`,
    );
  }
  const named = body.metadata.namespace;
  if (named !== undefined && namespace !== undefined && named !== namespace) {
    throw StatusError.badRequest(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  return {
    ...body,
    metadata: { ...body.metadata, ...(namespace ? { namespace } : {}) },
  };
}
