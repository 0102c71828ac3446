/** The READMEs that the adoption follows, in the order of docs/install.md. */
export const readmes = [
  'scaffolder-backend-module-argocd',
  'scaffolder-backend-module-repository',
  'catalog-backend-module-repository-hosts',
  'service-health-backend',
  'service-health',
].map(plugin => `plugins/${plugin}/README.md`);

/** All pages that say how to install, each with its section. */
export const pages = [
  ...readmes.map(readme => [readme, '## Install']),
  ['docs/install.md', '### Gitea'],
  ['docs/install.md', '## The template'],
];
