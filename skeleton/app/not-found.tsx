import { connection } from 'next/server';

/** The page for an address that does not exist. */
export default async function NotFound() {
  // A page made at build time has no nonce, and the browser would refuse its scripts.
  await connection();
  return (
    <main className="page">
      <h1>Nothing here</h1>
      <p className="lead">This address does not exist.</p>
      {/* A full load on purpose: a visit is counted when the page is opened. */}
      {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
      <a href="/" className="button">
        Go to the start
      </a>
    </main>
  );
}
