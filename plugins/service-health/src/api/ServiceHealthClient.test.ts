import { mockApis } from '@backstage/frontend-test-utils';
import {
  healthRollupExample,
  serviceHealthExamples,
} from '@paved-path/backstage-plugin-service-health-common/testUtils';
import { HealthRequestError } from './HealthRequestError';
import { ServiceHealthClient } from './ServiceHealthClient';

const entityRef = 'component:default/visit-tracker';

function createClient(answer: (request: Request) => Response) {
  const requests: Request[] = [];
  const fetchApi = mockApis.fetch({
    baseImplementation: async (input, init) => {
      const request = new Request(input, { ...init, signal: undefined });
      requests.push(request);
      return answer(request);
    },
  });
  const discoveryApi = mockApis.discovery({ baseUrl: 'http://portal' });
  return {
    client: ServiceHealthClient.create({ discoveryApi, fetchApi }),
    requests,
  };
}

const { signal } = new AbortController();

describe('ServiceHealthClient', () => {
  it('reads the verdict and its ETag', async () => {
    const { client, requests } = createClient(() =>
      Response.json(serviceHealthExamples.degraded, {
        headers: { etag: '"a1"' },
      }),
    );
    await expect(
      client.getHealth({ entityRef, hold: false, signal }),
    ).resolves.toEqual({
      changed: true,
      health: serviceHealthExamples.degraded,
      etag: '"a1"',
    });
    expect(requests[0].url).toBe(
      'http://portal/api/service-health/v1/health?entityRef=component%3Adefault%2Fvisit-tracker',
    );
  });

  it('reads the roll-up of a team', async () => {
    const { client, requests } = createClient(() =>
      Response.json(healthRollupExample, { headers: { etag: '"r1"' } }),
    );
    await expect(
      client.getRollup({
        entityRef: healthRollupExample.entityRef,
        etag: '"r0"',
        hold: true,
        signal,
      }),
    ).resolves.toEqual({
      changed: true,
      health: healthRollupExample,
      etag: '"r1"',
    });
    expect(requests[0].url).toBe(
      'http://portal/api/service-health/v1/rollup?entityRef=group%3Adefault%2Fvisits&wait=25',
    );
  });

  it('holds the request with the ETag in hand', async () => {
    const { client, requests } = createClient(
      () =>
        new Response(undefined, {
          status: 304,
          headers: { 'service-health-checked-at': '2026-11-20T03:07:00Z' },
        }),
    );
    await expect(
      client.getHealth({ entityRef, etag: '"a1"', hold: true, signal }),
    ).resolves.toEqual({ changed: false, checkedAt: '2026-11-20T03:07:00Z' });
    expect(new URL(requests[0].url).searchParams.get('wait')).toBe('25');
    expect(requests[0].headers.get('if-none-match')).toBe('"a1"');
  });

  it('keeps status and request id of a failure', async () => {
    const { client } = createClient(() =>
      Response.json(
        { error: { name: 'NotAllowedError', message: 'Unauthorized' } },
        { status: 403, headers: { 'x-request-id': '7f3a91c2' } },
      ),
    );
    const failure = await client
      .getHealth({ entityRef, hold: false, signal })
      .catch(error => error);
    expect(failure).toBeInstanceOf(HealthRequestError);
    expect(failure).toMatchObject({ status: 403, requestId: '7f3a91c2' });
  });

  it('says so when there is no answer at all', async () => {
    const { client, requests } = createClient(() => {
      throw new TypeError('fetch failed');
    });
    const failure = await client
      .getHealth({ entityRef, hold: false, signal })
      .catch(error => error);
    expect(failure).toMatchObject({
      message: 'The health backend did not answer',
      status: undefined,
      requestId: requests[0].headers.get('x-request-id'),
    });
  });

  it('refuses an answer that is not a verdict', async () => {
    const { client } = createClient(() => Response.json({ level: 'purple' }));
    await expect(
      client.getHealth({ entityRef, hold: false, signal }),
    ).rejects.toThrow(/update both to the same version/);
  });
});
