import { Entity } from '@backstage/catalog-model';
import {
  EnvironmentHealth,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { isSafeHref } from './isSafeHref';
import { PlaceLink } from './PlaceLink';
import { useAnnotationLinks } from './useAnnotationLinks';
import styles from './PlaceLinks.module.css';

/** Where to go on: the service itself, Argo CD, logs, runbook. */
export function PlaceLinks(options: {
  entity: Entity;
  health: ServiceHealth;
  environment: EnvironmentHealth;
}) {
  const { entity, health, environment } = options;
  const t = useTexts();
  const own = [...environment.links, ...health.links];
  const told = useAnnotationLinks(entity).filter(
    link => !own.some(({ rel }) => rel === link.rel),
  );
  const links = [...own, ...told].filter(
    ({ href }, index, all) =>
      isSafeHref(href) && all.findIndex(link => link.href === href) === index,
  );
  if (links.length === 0) {
    return <></>;
  }
  return (
    <nav aria-label={t('tab.links')}>
      <ul className={styles.links}>
        {links.map(link => (
          <li key={link.href}>
            <PlaceLink link={link} />
          </li>
        ))}
      </ul>
    </nav>
  );
}
