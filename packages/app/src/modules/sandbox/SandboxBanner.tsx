import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import './SandboxBanner.css';

/** One line on top of every page; nothing where `app.sandbox` is not configured. */
export function SandboxBanner() {
  const sandbox = useApi(configApiRef).getOptionalConfig('app.sandbox');
  if (!sandbox) {
    return null;
  }
  const controlUrl = sandbox.getOptionalString('controlUrl');

  return (
    <aside className="sandbox-banner" aria-label="Sandbox">
      <span>{sandbox.getString('notice')}</span>
      {controlUrl && (
        <a href={controlUrl} target="_blank" rel="noreferrer">
          Break something
        </a>
      )}
    </aside>
  );
}
