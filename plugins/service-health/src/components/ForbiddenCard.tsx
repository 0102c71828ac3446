import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  getEntityRelations,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { serviceHealthReadPermission } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { MessageCard } from './MessageCard';
import styles from './ForbiddenCard.module.css';

/** No permission: its name, and whom to ask. No data at all. */
export function ForbiddenCard(options: { name: string; entity: Entity }) {
  const { name, entity } = options;
  const t = useTexts();
  const toEntity = useRouteRef(entityRouteRef);
  const [owner] = getEntityRelations(entity, RELATION_OWNED_BY);
  return (
    <MessageCard
      name={name}
      word={t('level.unknown')}
      headline={t('forbidden.headline')}
    >
      <p>
        {t('forbidden.reason', {
          permission: <code>{serviceHealthReadPermission.name}</code>,
          name,
        })}
      </p>
      <div>
        <h3 className={styles.title}>{t('verdict.nextStep')}</h3>
        <p>
          {owner
            ? t('forbidden.askOwner', { owner: ownerLink() })
            : t('forbidden.askNobody')}
        </p>
      </div>
    </MessageCard>
  );

  function ownerLink() {
    const text = humanizeEntityRef(owner, { defaultKind: 'group' });
    const href = toEntity?.(entityRouteParams(owner));
    return href ? <Link href={href}>{text}</Link> : text;
  }
}
