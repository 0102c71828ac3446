/** The pages that the adoption follows, each with its section, in the order of docs/install.md. */
export const pages = [
  ['plugins/scaffolder-backend-module-argocd/README.md', '## Install'],
  ['plugins/scaffolder-backend-module-repository/README.md', '## Install'],
  ['plugins/catalog-backend-module-repository-hosts/README.md', '## Install'],
  ['plugins/service-health-backend/README.md', '## Install'],
  ['plugins/service-health/README.md', '## Install'],
  ['docs/install.md', '### Gitea'],
  ['docs/install.md', '## The template'],
];
