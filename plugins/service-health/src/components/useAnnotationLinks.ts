import { Entity } from '@backstage/catalog-model';
import {
  annotationCi,
  annotationDashboard,
  annotationLogs,
  annotationRunbook,
  Link,
} from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';

/** Links that the entity itself names. */
export function useAnnotationLinks(entity: Entity): Link[] {
  const t = useTexts();
  const annotations = entity.metadata.annotations ?? {};
  const places: { rel: Link['rel']; title: string; annotation: string }[] = [
    { rel: 'logs', title: t('link.logs'), annotation: annotationLogs },
    { rel: 'runbook', title: t('link.runbook'), annotation: annotationRunbook },
    {
      rel: 'dashboard',
      title: t('link.dashboard'),
      annotation: annotationDashboard,
    },
    { rel: 'ci', title: t('link.ci'), annotation: annotationCi },
  ];
  return places.flatMap(({ rel, title, annotation }) => {
    const href = annotations[annotation];
    return href ? { rel, title, href } : [];
  });
}
