import { Router } from 'express';
import { GitHost } from '../git';
import { html } from '../web/html';
import { page } from '../web/page';
import { CiRun } from './CiRun';
import { RunStore } from './RunStore';

const note = html`<p class="soft">
  The sandbox plays the CI's part: <code>npm ci</code> and
  <code>npm run build</code> are run for real, the result is started as it is,
  and the tag is committed. The workflow files are not run, no container image
  is built, and nothing is signed or scanned: GitHub Actions does that.
</p>`;

/** The pages of the builds: a list for each repository, and one page a build. */
export function createCiRouter(options: {
  store: RunStore;
  host: GitHost;
}): Router {
  const { store } = options;
  const router = Router();
  router.get('/:owner/:name/actions', (request, response) => {
    const { owner, name } = request.params;
    const runs = store.of({ owner, name });
    response.send(listPage(`${owner}/${name}`, runs));
  });
  router.get('/ci/:owner/:name/runs/:number', (request, response, next) => {
    const { owner, name, number } = request.params;
    const run = store
      .of({ owner, name })
      .find(each => String(each.number) === number);
    if (!run) {
      next();
      return;
    }
    response.send(runPage(run, store.log(run)));
  });
  return router;
}

function listPage(title: string, runs: CiRun[]): string {
  const rows = runs.map(
    run =>
      html`<tr>
        <td><a href="${pathOf(run)}">Build ${run.number}</a></td>
        <td class="status ${run.status}">${run.status}</td>
        <td>${run.message}</td>
        <td class="mono soft">${run.sha.slice(0, 10)}</td>
      </tr>`,
  );
  return page({
    title: `Builds of ${title}`,
    refreshSeconds: 5,
    body: html`<h1><a href="/${title}">${title}</a>: builds</h1>
      ${note}
      ${runs.length > 0
        ? html`<div class="card">
            <table>
              ${rows}
            </table>
          </div>`
        : html`<p>
            Nothing was built yet. A push to <code>main</code> starts a build.
          </p>`}`,
  });
}

function runPage(run: CiRun, log: string): string {
  const repository = `${run.owner}/${run.name}`;
  const over = run.status === 'passed' || run.status === 'failed';
  return page({
    title: `Build ${run.number} of ${repository}`,
    refreshSeconds: over ? undefined : 2,
    body: html`<h1>
        <a href="/${repository}/actions">${repository}</a>: build ${run.number}
      </h1>
      <p role="status">
        <span class="status ${run.status}">${run.status}</span>: ${run.message}
        ${run.startedAt
          ? html`<span class="soft">(${seconds(run)} s)</span>`
          : html``}
      </p>
      <p class="mono">
        <a href="/${repository}/commit/${run.sha}">${run.sha}</a>
      </p>
      ${note}
      <h2>Log</h2>
      <div class="card">
        <pre tabindex="0" aria-label="Log">${plain(log) || 'Nothing yet'}</pre>
      </div>`,
  });
}

/** Path of the page of a build. */
export function pathOf(run: CiRun): string {
  return `/ci/${run.owner}/${run.name}/runs/${run.number}`;
}

function seconds(run: CiRun): number {
  const from = Date.parse(run.startedAt ?? '');
  const to = run.finishedAt ? Date.parse(run.finishedAt) : Date.now();
  return Math.max(0, Math.round((to - from) / 1000));
}

/** Text without the colours that tools print for a terminal. */
function plain(text: string): string {
  return text
    .replace(
      new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g'),
      '',
    )
    .trim();
}
