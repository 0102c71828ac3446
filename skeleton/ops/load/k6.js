// Opens the page and counts a visit, at a rate that does not depend on the answers. See README.md.
import http from 'k6/http';
import { check } from 'k6';

const base = __ENV.BASE_URL || 'http://localhost:3000';
const peak = Number(__ENV.PEAK || 60);

export const options = {
  scenarios: {
    visits: {
      executor: 'ramping-arrival-rate',
      startRate: Math.ceil(peak / 6),
      timeUnit: '1s',
      preAllocatedVUs: peak,
      maxVUs: peak * 4,
      stages: [
        { duration: '1m', target: Math.ceil(peak / 6) },
        { duration: '2m', target: peak },
        { duration: '5m', target: peak },
        { duration: '3m', target: Math.ceil(peak / 6) },
      ],
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.001'],
    http_req_duration: ['p(95)<500'],
    checks: ['rate>0.999'],
    // Requests that k6 could not send in time: the service was saturated, whatever the rest says
    dropped_iterations: ['count==0'],
  },
};

export default function visit() {
  const page = http.get(`${base}/`);
  check(page, { 'the page answers': ({ status }) => status === 200 });

  // Retried under the same id, a visit counts once
  const id = uuid();
  const body = JSON.stringify({ id });
  const params = { headers: { 'content-type': 'application/json' } };
  let counted = http.post(`${base}/api/visits`, body, params);
  if (counted.status === 503) counted = http.post(`${base}/api/visits`, body, params);
  check(counted, { 'the visit counts': ({ status }) => status === 200 });
}

function uuid() {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () =>
    Math.floor(Math.random() * 16).toString(16),
  );
}
