import { html, Html } from '../web/html';
import { page } from '../web/page';
import { BuildSummary, GitCommit, HostedRepository } from './GitHost';
import { RepositoryName } from './RepositoryName';
import { TreeEntry } from './RepositoryReader';

const largestShown = 512 * 1024;

/** The list of repositories. */
export function homePage(repositories: HostedRepository[]): string {
  const rows = repositories.map(
    each =>
      html`<tr>
        <th scope="row">
          <a href="/${each.owner}/${each.name}">${each.owner}/${each.name}</a>
        </th>
        <td>${each.description}</td>
      </tr>`,
  );
  const body = html`<h1>Repositories</h1>
    <div class="card">
      <table>
        ${rows}
      </table>
    </div>`;
  return page({ title: 'Repositories', body });
}

/** A repository without any commit. */
export function emptyPage(repository: RepositoryName, host: string): string {
  const { owner, name } = repository;
  return page({
    title: `${owner}/${name}`,
    body: html`<h1>${owner}/${name}</h1>
      <p>
        Nothing was pushed yet:
        <code>git push ${host}/${owner}/${name}.git main</code>
      </p>`,
  });
}

/** A folder of a repository; its root also shows commits, builds and README. */
export function folderPage(options: {
  repository: HostedRepository;
  ref: string;
  path: string;
  cloneUrl: string;
  entries: TreeEntry[];
  commits: GitCommit[];
  builds: BuildSummary[];
  readme: Buffer | undefined;
}): string {
  const { repository, ref, path, entries, cloneUrl } = options;
  const title = `${repository.owner}/${repository.name}`;
  const folders = entries.filter(({ type }) => type === 'dir');
  const files = entries.filter(({ type }) => type !== 'dir');
  const rows = [...folders, ...files].map(
    entry =>
      html`<tr>
        <td class="mono">
          <a href="${href(repository, ref, entry.path)}"
            >${entry.name}${entry.type === 'dir' ? '/' : ''}</a
          >
        </td>
      </tr>`,
  );
  const about = html`<p>${repository.description}</p>
    <p>Clone with <code>git clone ${cloneUrl}</code></p>`;
  const body = html`<h1>${trail(repository, ref, path)}</h1>
    ${path ? html`` : about} ${path ? html`` : buildsCard(options.builds)}
    <h2>Files</h2>
    <div class="card">
      <table>
        ${rows}
      </table>
    </div>
    ${path ? html`` : commitsCard(repository, options.commits)}
    ${options.readme ? fileCard('README.md', options.readme) : html``}`;
  return page({ title, body });
}

/** One file. */
export function filePage(options: {
  repository: RepositoryName;
  ref: string;
  path: string;
  content: Buffer;
}): string {
  const { repository, ref, path, content } = options;
  const raw = `/${repository.owner}/${
    repository.name
  }/raw/branch/${ref}/${encodePath(path)}`;
  return page({
    title: path,
    body: html`<h1>${trail(repository, ref, path)}</h1>
      <p><a href="${raw}">Raw file</a></p>
      ${fileCard(path, content)}`,
  });
}

/** One commit. */
export function commitPage(options: {
  repository: RepositoryName;
  commit: GitCommit;
  changed: string[] | undefined;
}): string {
  const { repository, commit, changed } = options;
  const files = (changed ?? []).map(
    path =>
      html`<tr>
        <td class="mono">
          <a href="${href(repository, 'main', path)}">${path}</a>
        </td>
      </tr>`,
  );
  return page({
    title: `Commit ${commit.sha.slice(0, 10)}`,
    body: html`<h1>${trail(repository, 'main', '')}</h1>
      <div class="card"><pre>${commit.message}</pre></div>
      <p>
        <span class="mono">${commit.sha}</span><br />${commit.author.name},
        ${commit.author.date}
      </p>
      <h2>${changed ? 'Changed files' : 'First commit'}</h2>
      <div class="card">
        <table>
          ${files}
        </table>
      </div>`,
  });
}

function buildsCard(builds: BuildSummary[]): Html {
  if (builds.length === 0) {
    return html``;
  }
  const rows = builds.map(
    build =>
      html`<tr>
        <td><a href="${build.path}">Build ${build.number}</a></td>
        <td class="status ${build.status}">${build.status}</td>
        <td class="mono soft">${build.sha.slice(0, 10)}</td>
      </tr>`,
  );
  return html`<h2>Builds</h2>
    <div class="card">
      <table>
        ${rows}
      </table>
    </div>`;
}

function commitsCard(repository: RepositoryName, commits: GitCommit[]): Html {
  const { owner, name } = repository;
  const rows = commits.map(
    commit =>
      html`<tr>
        <td>
          <a href="/${owner}/${name}/commit/${commit.sha}"
            >${commit.message.split('\n')[0]}</a
          >
        </td>
        <td class="soft">${commit.author.name}</td>
        <td class="mono soft">${commit.sha.slice(0, 10)}</td>
      </tr>`,
  );
  return html`<h2>Commits</h2>
    <div class="card">
      <table>
        ${rows}
      </table>
    </div>`;
}

function fileCard(name: string, content: Buffer): Html {
  if (content.includes(0) || content.length > largestShown) {
    return html`<p class="soft">
      ${name} has ${content.length} bytes and is not shown here.
    </p>`;
  }
  return html`<h2>${name}</h2>
    <div class="card"><pre>${content.toString()}</pre></div>`;
}

function trail(repository: RepositoryName, ref: string, path: string): Html {
  const parts = path.split('/').filter(Boolean);
  const links = parts.map((part, index) => {
    const target = href(repository, ref, parts.slice(0, index + 1).join('/'));
    return html` / <a href="${target}">${part}</a>`;
  });
  return html`<a href="${href(repository, ref, '')}"
      >${repository.owner}/${repository.name}</a
    >${links}`;
}

function href(repository: RepositoryName, ref: string, path: string): string {
  const { owner, name } = repository;
  const kind = /^[0-9a-f]{40}$/.test(ref) ? 'commit' : 'branch';
  return `/${owner}/${name}/src/${kind}/${ref}/${encodePath(path)}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
