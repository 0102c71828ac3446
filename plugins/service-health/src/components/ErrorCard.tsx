import { HealthRequestError } from '../api/HealthRequestError';
import { useTexts } from '../useTexts';
import { MessageCard } from './MessageCard';
import { RetryRow } from './RetryRow';

/** Our own backend failed; this says nothing about the service. */
export function ErrorCard(options: {
  name: string;
  error: Error;
  refreshing: boolean;
  onRetry: () => void;
}) {
  const { name, error, refreshing, onRetry } = options;
  const t = useTexts();
  const failed = error instanceof HealthRequestError ? error : undefined;
  const status = failed?.status;
  return (
    <MessageCard
      name={name}
      word={t('level.notAvailable')}
      headline={t('error.headline')}
    >
      <p>
        {status === undefined
          ? t('error.silent', { name })
          : t('error.answered', { status: String(status), name })}
      </p>
      <RetryRow
        note={failed && t('error.request', { id: failed.requestId })}
        label={t('action.tryAgain')}
        pending={refreshing}
        onRetry={onRetry}
      />
    </MessageCard>
  );
}
