import { Application } from './Application';
import { sourcesOf } from './projectRefusals';

/** The page of one Application, for people. */
export function applicationPage(application: Application): string {
  const { metadata, spec, status } = application;
  const operation = status.operationState;
  const facts: [string, string][] = [
    ['Sync', status.sync?.status ?? 'Unknown'],
    ['Health', status.health?.status ?? 'Unknown'],
    [
      'Revision',
      status.sync?.revision ?? status.sync?.revisions?.join(', ') ?? '',
    ],
    [
      'Last operation',
      [operation?.phase, operation?.message].filter(Boolean).join(': '),
    ],
    ['Project', spec.project],
    ['Namespace', spec.destination.namespace ?? ''],
    [
      'Source',
      sourcesOf(spec)
        .map(source => `${source.repoURL} ${source.path ?? source.chart ?? ''}`)
        .join(', '),
    ],
    ['Images', status.summary?.images?.join(', ') ?? ''],
    ['Reconciled', status.reconciledAt ?? ''],
  ];
  const rows = facts
    .filter(([, value]) => value !== '')
    .map(
      ([key, value]) =>
        `<tr><th>${escape(key)}</th><td>${escape(value)}</td></tr>`,
    );
  const links = (status.summary?.externalURLs ?? []).map(
    url => `<p><a href="${escape(url)}">${escape(url)}</a></p>`,
  );
  const conditions = (status.conditions ?? []).map(
    condition =>
      `<p class="condition"><b>${escape(condition.type)}</b> ${escape(
        condition.message,
      )}</p>`,
  );
  const resources = (status.resources ?? []).map(
    resource =>
      `<tr><td>${escape(resource.kind)}</td><td>${escape(
        resource.name,
      )}</td><td>${escape(resource.status)}</td><td>${escape(
        resource.health?.status ?? '',
      )}</td><td>${escape(resource.health?.message ?? '')}</td></tr>`,
  );
  return page(
    metadata.name,
    `<h1>${escape(metadata.name)}</h1>${conditions.join('')}<table>${rows.join(
      '',
    )}</table>${links.join('')}
<h2>Resources</h2><table><tr><th>Kind</th><th>Name</th><th>Sync</th><th>Health</th><th></th></tr>${resources.join(
      '',
    )}</table>`,
  );
}

/** The list of all Applications, for people. */
export function applicationsPage(
  applications: Application[],
  basePath: string,
): string {
  const rows = applications.map(({ metadata, status }) => {
    const path = `${basePath}/applications/${metadata.namespace ?? ''}/${
      metadata.name
    }`;
    return `<tr><td><a href="${escape(path)}">${escape(
      metadata.name,
    )}</a></td><td>${escape(status.sync?.status ?? 'Unknown')}</td><td>${escape(
      status.health?.status ?? 'Unknown',
    )}</td></tr>`;
  });
  const body = rows.length
    ? `<table><tr><th>Name</th><th>Sync</th><th>Health</th></tr>${rows.join(
        '',
      )}</table>`
    : '<p>No Applications yet. Create a service in the portal.</p>';
  return page('Applications', `<h1>Applications</h1>${body}`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="5">
<title>${escape(title)} - Simulated Argo CD</title><style>
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0}
header{background:#b45309;color:#fff;padding:.75rem 1.5rem;font-weight:600}main{padding:1rem 1.5rem;max-width:64rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #8884;overflow-wrap:anywhere;vertical-align:top}
.condition{border-left:4px solid #dc2626;padding:.25rem .75rem}</style></head><body>
<header>Simulated Argo CD: part of the sandbox, deploys nothing outside this machine</header><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
