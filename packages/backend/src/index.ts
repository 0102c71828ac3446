import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

// The portal's own pages, built by packages/app
backend.add(import('@backstage/plugin-app-backend'));

// Sign-in; the guest provider answers only where the configuration names it
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

// Catalog
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import(
    '@paved-path/backstage-plugin-catalog-backend-module-repository-hosts'
  ),
);

// Create: the scaffolder, the Git hosts it publishes to, and the golden path's actions
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitlab'));
backend.add(
  import('@paved-path/backstage-plugin-scaffolder-backend-module-argocd'),
);
backend.add(
  import('@paved-path/backstage-plugin-scaffolder-backend-module-repository'),
);

// The entity page: health and docs
backend.add(import('@paved-path/backstage-plugin-service-health-backend'));
backend.add(import('@backstage/plugin-techdocs-backend'));

// Search
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

// Lets replicas of the portal tell each other what happened
backend.add(import('@backstage/plugin-events-backend'));

// Tools for MCP clients
backend.add(import('@backstage/plugin-mcp-actions-backend'));

// The reason is in the log by then; a portal that stayed would only answer that it is not ready
backend.start().catch(() => process.exit(1));
