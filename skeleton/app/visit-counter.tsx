'use client';

import { useEffect, useState } from 'react';

import { newVisitId } from '@/lib/new-visit-id';
import { sendVisitUntilCounted, type VisitState } from '@/lib/visit-sender';

type Props = Readonly<{ initialCount: number | undefined; redisMode: string }>;

/** Strict Mode runs effects twice: one page load is one visit all the same, since both send the same id. */
let visitId: string | undefined;

/** Counts this page load as one visit and shows the count, or says that there is none to show. */
export function VisitCounter({ initialCount, redisMode }: Props) {
  const [state, setState] = useState<VisitState>(
    initialCount === undefined ? { status: 'unavailable' } : { status: 'counted', count: initialCount },
  );

  useEffect(() => {
    const stop = new AbortController();
    // A page that the browser prepares in advance has no visitor yet.
    const start = () => {
      visitId ??= newVisitId();
      void sendVisitUntilCounted({ id: visitId, send: postVisit, onState: setState, signal: stop.signal });
    };
    if ('prerendering' in document && document.prerendering === true) {
      document.addEventListener('prerenderingchange', start, { once: true, signal: stop.signal });
    } else {
      start();
    }
    return () => stop.abort();
  }, []);

  const available = state.status === 'counted';
  return (
    <section className="counter" aria-label="Visits">
      <div className="figure" role="status" aria-live="polite" aria-atomic="true">
        {available ? (
          <>
            <span className="count" data-count={state.count}>
              {state.count.toLocaleString('en')}
            </span>
            <span className="caption">{state.count === 1 ? 'visit' : 'visits'}</span>
          </>
        ) : (
          <>
            <span className="count missing" aria-hidden="true">
              &mdash;
            </span>
            <span className="caption">Count unavailable</span>
            <span className="hint">Redis cannot be reached. Your visit is sent again until it is counted.</span>
          </>
        )}
      </div>
      <p className={available ? 'redis up' : 'redis down'}>
        <span className="dot" aria-hidden="true" />
        Redis {available ? 'connected' : 'unreachable'} <span className="mode">{redisMode}</span>
      </p>
    </section>
  );
}

function postVisit(id: string, signal: AbortSignal): Promise<Response> {
  return fetch('/api/visits', {
    method: 'POST',
    headers: { 'idempotency-key': id },
    signal,
    cache: 'no-store',
  });
}
