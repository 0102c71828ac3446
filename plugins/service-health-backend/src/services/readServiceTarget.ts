import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  annotationCi,
  annotationDashboard,
  annotationEnvironments,
  annotationKubernetesCluster,
  annotationKubernetesId,
  annotationKubernetesLabelSelector,
  annotationKubernetesNamespace,
  annotationLogs,
  annotationRunbook,
  Link,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { isNamespaceOf } from './isNamespaceOf';
import { parseLabelSelector } from './parseLabelSelector';
import { SelectorRules } from './SelectorRules';
import { selectsOnly } from './selectsOnly';
import { ServiceTarget } from './ServiceTarget';

interface TargetRules {
  kubernetesIds: 'own' | 'any';
  catalogNamespaces: string[];
  labelSelectors: SelectorRules;
}

type Refusal = Exclude<ServiceHealth['setup'], { state: 'ok' }>;

/**
 * Reads from annotations where an entity's objects are. Whoever may edit a
 * catalog file writes these, so an entity may only name itself.
 */
export function readServiceTarget(
  entity: Entity,
  rules: TargetRules,
): ServiceTarget | Refusal {
  const { name, annotations = {} } = entity.metadata;
  const kubernetesId = annotations[annotationKubernetesId];
  const labelSelector = annotations[annotationKubernetesLabelSelector];
  if (kubernetesId === undefined && labelSelector === undefined) {
    return {
      state: 'notSetUp',
      reason: `${name} is not linked to a cluster`,
      annotation: annotationKubernetesId,
      value: name,
    };
  }
  const environments = readEnvironments(annotations);
  const reason =
    kubernetesId === undefined
      ? refuseSelector(entity, { labelSelector, environments, rules })
      : refuseId(entity, { kubernetesId, rules });
  if (reason !== undefined) {
    return {
      state: 'notAllowed',
      reason,
      annotation: annotationKubernetesId,
      value: name,
    };
  }
  return {
    entityRef: stringifyEntityRef(entity),
    service: name,
    kubernetesId: kubernetesId ?? name,
    labelSelector: kubernetesId === undefined ? labelSelector : undefined,
    cluster: annotations[annotationKubernetesCluster],
    environments,
    links: readLinks(annotations),
  };
}

function mayUseItsName({ kind, metadata }: Entity, rules: TargetRules) {
  const { namespace = 'default' } = metadata;
  return kind === 'Component' && rules.catalogNamespaces.includes(namespace);
}

function refuseId(
  entity: Entity,
  { kubernetesId, rules }: { kubernetesId: string; rules: TargetRules },
): string | undefined {
  const { name } = entity.metadata;
  const own = kubernetesId === name && mayUseItsName(entity, rules);
  return rules.kubernetesIds === 'any' || own
    ? undefined
    : `${name} may not read what belongs to "${kubernetesId}"`;
}

/** Labels are less guarded than ids, so a namespace of its name is needed too. */
function refuseSelector(
  entity: Entity,
  options: {
    labelSelector: string | undefined;
    environments: ServiceTarget['environments'];
    rules: TargetRules;
  },
): string | undefined {
  const { labelSelector = '', environments, rules } = options;
  const { name } = entity.metadata;
  const selector = parseLabelSelector(labelSelector);
  if (selector === undefined) {
    return `The label selector "${labelSelector}" cannot be read`;
  }
  if (rules.kubernetesIds === 'any') {
    return undefined;
  }
  const { labels, namespaces } = rules.labelSelectors;
  if (!mayUseItsName(entity, rules) || !selectsOnly(selector, labels, name)) {
    return `${name} may only select objects whose label ${labels.join(
      ' or ',
    )} is "${name}"`;
  }
  const foreign = environments.find(
    ({ namespace }) => !isNamespaceOf(namespace, namespaces, name),
  );
  return foreign
    ? `${name} may not look in ${
        foreign.namespace === undefined
          ? 'all namespaces'
          : `the namespace "${foreign.namespace}"`
      } with a label selector`
    : undefined;
}

function readEnvironments(
  annotations: Record<string, string>,
): ServiceTarget['environments'] {
  const text = annotations[annotationEnvironments] ?? '';
  const environments = text
    .split(',')
    .map(part => part.trim().split('='))
    .flatMap(([name, namespace]) =>
      name && namespace
        ? [{ name: name.trim(), namespace: namespace.trim() }]
        : [],
    );
  return environments.length > 0
    ? environments
    : [
        {
          name: 'default',
          namespace: annotations[annotationKubernetesNamespace],
        },
      ];
}

function readLinks(annotations: Record<string, string>): Link[] {
  const candidates: {
    rel: Link['rel'];
    title: string;
    href: string | undefined;
  }[] = [
    { rel: 'ci', title: 'CI runs', href: annotations[annotationCi] },
    { rel: 'logs', title: 'Logs', href: annotations[annotationLogs] },
    { rel: 'runbook', title: 'Runbook', href: annotations[annotationRunbook] },
    {
      rel: 'dashboard',
      title: 'Dashboard',
      href: annotations[annotationDashboard],
    },
  ];
  return candidates.flatMap(({ href, ...link }) =>
    href !== undefined && /^https?:\/\//i.test(href) && URL.canParse(href)
      ? [{ ...link, href }]
      : [],
  );
}
