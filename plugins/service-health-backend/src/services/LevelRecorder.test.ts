import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ConfigReader } from '@backstage/config';
import { component } from '../__testUtils__/startHealth';
import { readServiceHealthConfig } from '../config';
import { ChangeFeed } from './ChangeFeed';
import { HealthService } from './HealthService';
import { LevelRecorder } from './LevelRecorder';

const services = 240;

describe('LevelRecorder', () => {
  let recorder: LevelRecorder;
  const feed = ChangeFeed.create();
  let recorded = new Array<string>();
  let atStart = 0;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    const health: Pick<HealthService, 'record' | 'tick'> = {
      record: async ({ kubernetesId }) => {
        recorded.push(kubernetesId);
        return ['healthy'];
      },
      tick: async () => {},
    };
    recorder = LevelRecorder.create({
      config: readServiceHealthConfig(new ConfigReader({})),
      health: health as HealthService,
      feed,
      catalog: catalogServiceMock({
        entities: Array.from({ length: services }, (_, index) =>
          component(`service-${index}`),
        ),
      }),
      auth: mockServices.auth(),
      logger: mockServices.logger.mock(),
    });
    recorder.start();
    await jest.advanceTimersByTimeAsync(2_000);
    atStart = new Set(recorded).size;
    recorded = [];
  });

  afterEach(() => {
    recorder.close();
    jest.useRealTimers();
  });

  it('comes to every service at the start', () => {
    expect(atStart).toBe(services);
  });

  it('comes to every service once a minute, to few at a time', async () => {
    let most = 0;
    for (let step = 0; step < 120; step += 1) {
      const before = recorded.length;
      await jest.advanceTimersByTimeAsync(500);
      most = Math.max(most, recorded.length - before);
    }

    expect(new Set(recorded).size).toBe(services);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('comes at once to what changed', async () => {
    feed.publish('service-200');
    await jest.advanceTimersByTimeAsync(500);

    expect(recorded).toContain('service-200');
    expect(recorded.length).toBeLessThan(10);
  });

  it('comes to all of them when a whole cluster changed', async () => {
    feed.publish(undefined);
    await jest.advanceTimersByTimeAsync(500);

    expect(new Set(recorded).size).toBe(services);
  });
});
