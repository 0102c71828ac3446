import { ApiRequest } from './ApiRequest';
import { ObjectPage } from './listObjects';
import { tableDocument } from './tableDocument';
import { ObjectWriter } from './writeObject';

/** Writes a page in the form that was asked for. */
export function listDocument(
  request: ApiRequest,
  page: ObjectPage,
  write: ObjectWriter,
): object {
  const { resource, form } = request;
  if (form === 'table') return tableDocument(page.items, page.metadata, write);
  if (form === 'metadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata: page.metadata,
      items: page.items.map(item => write(item, 'metadata')),
    };
  }
  const { group, version, kind, custom } = resource;
  return {
    kind: `${kind}List`,
    apiVersion: group ? `${group}/${version}` : version,
    metadata: page.metadata,
    items: page.items.map(item => {
      const written = write(item, 'object');
      // Only custom resources repeat their kind in the items of a list.
      return custom
        ? written
        : { ...written, kind: undefined, apiVersion: undefined };
    }),
  };
}
