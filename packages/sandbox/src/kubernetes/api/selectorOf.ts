import { parseFieldSelector } from '../selectors/parseFieldSelector';
import { parseLabelSelector } from '../selectors/parseLabelSelector';
import { Selector } from '../selectors/Selector';
import { ApiRequest } from './ApiRequest';
import { StatusError } from './StatusError';

/** Which objects a list or a watch is about. */
export function selectorOf(request: ApiRequest): Selector {
  const { namespace, query, resource } = request;
  const labelSelector = query.get('labelSelector') ?? '';
  const fieldSelector = query.get('fieldSelector') ?? '';
  try {
    const labels = parseLabelSelector(labelSelector);
    const fields = parseFieldSelector(fieldSelector, resource.kind);
    return object =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      labels(object) &&
      fields(object);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    const groupVersion = `${resource.group}/${resource.version}`;
    throw StatusError.badRequest(
      because.startsWith('field label')
        ? `Unable to find "${groupVersion}, Resource=${resource.plural}" that match label selector "${labelSelector}", field selector "${fieldSelector}": ${because}`
        : because,
    );
  }
}
