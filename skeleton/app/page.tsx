import { connection } from 'next/server';

import { VisitCounter } from '@/app/visit-counter';
import { getRuntime } from '@/lib/runtime';
import service from '@/service.json';

/** The number of visits, and what a visitor may want to know about the service behind it. */
export default async function Page() {
  // Everything below is of this moment and this process, never of the build.
  await connection();
  const { env, visits } = getRuntime();
  const count = await visits.total().catch(() => undefined);

  return (
    <main className="page">
      <header className="masthead">
        <h1>{service.name}</h1>
        <span className="badge">{env.environment}</span>
      </header>
      <p className="lead">{service.description}</p>

      <VisitCounter initialCount={count} redisMode={env.redis.mode} />

      <footer className="foot">
        <nav aria-label="About this service">
          <a href={service.repository}>Repository</a>
          <a href={service.docs}>Documentation</a>
        </nav>
        <p className="version">
          Version <code>{env.version.slice(0, 12)}</code>
        </p>
      </footer>
    </main>
  );
}
