import { Entity } from '@backstage/catalog-model';
import {
  HealthRollup,
  serviceHealthReadPermission,
} from '@paved-path/backstage-plugin-service-health-common';
import { MessageCard } from '../components/MessageCard';
import { useTexts } from '../useTexts';

/** No verdict at all: nothing belongs here, is linked, or may be seen. */
export function EmptyRollup(options: { entity: Entity; rollup: HealthRollup }) {
  const { entity, rollup } = options;
  const t = useTexts();
  const name = entity.metadata.title ?? entity.metadata.name;
  if (rollup.forbidden > 0) {
    return (
      <MessageCard
        name={name}
        word={t('level.unknown')}
        headline={t('rollup.forbiddenHeadline')}
      >
        <p>
          {t('forbidden.reason', {
            permission: <code>{serviceHealthReadPermission.name}</code>,
            name,
          })}
        </p>
        <p>{t('forbidden.askNobody')}</p>
      </MessageCard>
    );
  }
  if (rollup.notSetUp > 0) {
    return (
      <MessageCard
        name={name}
        word={t('level.notSetUp')}
        headline={t('rollup.notSetUpHeadline', { name })}
      >
        <p>{t('rollup.notSetUpHint')}</p>
      </MessageCard>
    );
  }
  return (
    <MessageCard
      name={name}
      word={t('rollup.emptyWord')}
      headline={t('rollup.emptyHeadline', { name })}
    >
      <p>{hint()}</p>
    </MessageCard>
  );

  function hint() {
    switch (entity.kind.toLocaleLowerCase('en-US')) {
      case 'system':
        return t('rollup.emptyPart', { name: entity.metadata.name });
      case 'domain':
        return t('rollup.emptyDomain', { name: entity.metadata.name });
      default:
        return t('rollup.emptyOwned', { name: entity.metadata.name });
    }
  }
}
