import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { ServiceSummary } from '@paved-path/backstage-plugin-service-health-common';
import styles from './ServiceLink.module.css';

/**
 * The name of a service, and the environment that speaks for it. It leads to
 * the entity page, whose card leads on: the path of the tab is the portal's.
 */
export function ServiceLink(options: {
  service: ServiceSummary;
  /** Where all share the verdict and so the environment says little */
  plain?: boolean;
}) {
  const { entityRef, name, environment } = options.service;
  const { kind, namespace, name: entityName } = parseEntityRef(entityRef);
  const toEntity = useRouteRef(entityRouteRef);
  const href = toEntity?.({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name: entityName,
  });
  const text = options.plain ? name : <b>{name}</b>;
  return (
    <>
      {href ? <Link href={href}>{text}</Link> : text}
      {!options.plain && environment !== 'default' && (
        <span className={styles.environment}> {environment}</span>
      )}
    </>
  );
}
