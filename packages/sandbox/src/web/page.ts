import { html, Html } from './html';

const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--text:#1b1f24;--soft:#59636e;--line:#d9dee4;--link:#0a58ca;--ok:#1a7f37;--bad:#b3261e;--busy:#8a5a00;--code:#f0f2f5}
@media(prefers-color-scheme:dark){:root{--bg:#0f1317;--card:#171c22;--text:#e8ecf1;--soft:#9aa6b2;--line:#2b333c;--link:#7db4ff;--ok:#4cc26a;--bad:#ff8a80;--busy:#e6b450;--code:#10151a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,sans-serif}
header.top{padding:.7rem 1.2rem;border-bottom:1px solid var(--line);background:var(--card);display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:baseline}
header.top .note{color:var(--soft);font-size:.875rem}
main{max-width:60rem;margin:0 auto;padding:1.2rem}
a{color:var(--link)}
a:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1{font-size:1.4rem;margin:.4rem 0;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:1.6rem 0 .5rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;overflow:hidden}
table{border-collapse:collapse;width:100%}td,th{padding:.45rem .8rem;text-align:left;border-top:1px solid var(--line);vertical-align:top}
tr:first-child td,tr:first-child th{border-top:0}
.soft{color:var(--soft)}.mono,pre,code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875rem}
pre{margin:0;padding:.9rem;overflow:auto;background:var(--code);white-space:pre-wrap;overflow-wrap:anywhere}
.status{font-weight:600}.status.passed{color:var(--ok)}.status.failed{color:var(--bad)}.status.running,.status.queued{color:var(--busy)}
`;

/** A whole page of the Git host: no script, no request to anywhere else. */
export function page(options: {
  title: string;
  body: Html;
  /** Load the page again after so many seconds. */
  refreshSeconds?: number;
}): string {
  const { title, body, refreshSeconds } = options;
  const refresh = refreshSeconds
    ? html`<meta http-equiv="refresh" content="${refreshSeconds}" />`
    : html``;
  return String(html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${refresh}
        <style>
          ${Html.create(style)}
        </style>
      </head>
      <body>
        <header class="top">
          <a href="/"><strong>Sandbox Git host</strong></a>
          <span class="note"
            >Stands in for GitHub, GitLab or Gitea. The repositories are
            real.</span
          >
        </header>
        <main>${body}</main>
      </body>
    </html> `);
}
