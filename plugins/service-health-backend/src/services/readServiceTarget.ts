import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  annotationCi,
  annotationDashboard,
  annotationEnvironments,
  annotationKubernetesCluster,
  annotationKubernetesId,
  annotationKubernetesNamespace,
  annotationLogs,
  annotationRunbook,
  Link,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { ServiceTarget } from './ServiceTarget';

interface TargetRules {
  kubernetesIds: 'own' | 'any';
  catalogNamespaces: string[];
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
  const { name, namespace = 'default', annotations = {} } = entity.metadata;
  const kubernetesId = annotations[annotationKubernetesId];
  if (kubernetesId === undefined) {
    return {
      state: 'notSetUp',
      reason: `${name} is not linked to a cluster`,
      annotation: annotationKubernetesId,
      value: name,
    };
  }
  const own =
    kubernetesId === name &&
    entity.kind === 'Component' &&
    rules.catalogNamespaces.includes(namespace);
  if (rules.kubernetesIds === 'own' && !own) {
    return {
      state: 'notAllowed',
      reason: `${name} may not read what belongs to "${kubernetesId}"`,
      annotation: annotationKubernetesId,
      value: name,
    };
  }
  return {
    entityRef: stringifyEntityRef(entity),
    service: name,
    kubernetesId,
    cluster: annotations[annotationKubernetesCluster],
    environments: readEnvironments(annotations),
    links: readLinks(annotations),
  };
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
