'use client';

/** What is left to say when rendering failed: the reason is in the log, under the request's id. */
export default function ErrorPage({ reset }: Readonly<{ reset: () => void }>) {
  return (
    <main className="page">
      <h1>Something went wrong</h1>
      <p className="lead">The page could not be rendered. The reason is in the service&rsquo;s log.</p>
      <button type="button" className="button" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
