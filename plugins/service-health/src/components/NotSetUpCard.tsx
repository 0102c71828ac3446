import {
  Link,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { CopyButton } from './CopyButton';
import { MessageCard } from './MessageCard';
import { PlaceLink } from './PlaceLink';
import styles from './NotSetUpCard.module.css';

/** What the annotation and the label are, by those who made them. */
const ANNOTATION_DOCS =
  'https://backstage.io/docs/features/kubernetes/configuration/#surfacing-your-kubernetes-components-as-part-of-an-entity';

/** Nothing is connected yet: the annotation to add, ready to copy. */
export function NotSetUpCard(options: {
  name: string;
  health: ServiceHealth;
  setup: Exclude<ServiceHealth['setup'], { state: 'ok' }>;
}) {
  const { name, health, setup } = options;
  const { state, reason, annotation, value } = setup;
  const t = useTexts();
  const own = health.links.find(({ rel }) => rel === 'docs');
  const docs: Link = {
    rel: 'docs',
    title: t('action.howToSetUp'),
    href: ANNOTATION_DOCS,
  };
  const lines = `metadata:\n  annotations:\n    ${annotation}: ${value}`;
  return (
    <MessageCard name={name} word={t('level.notSetUp')} headline={reason}>
      <p>
        {state === 'notAllowed' ? t('notSetUp.notAllowed') : t('notSetUp.hint')}
      </p>
      <div className={styles.annotation}>
        <pre>{lines}</pre>
        <CopyButton text={lines} label={t('action.copyAnnotation')} />
      </div>
      <p>
        <PlaceLink link={own ?? docs} />
      </p>
    </MessageCard>
  );
}
