import { RedisService } from '../redis/RedisService';

/** A fault of the Redis of one service. */
export interface RedisScenario {
  name: string;
  title: string;
  /** One sentence. */
  description: string;
  start(redis: RedisService): Promise<unknown>;
  /** Absent when the fault is over as soon as it happened. */
  end?(redis: RedisService): Promise<unknown>;
}

/** The faults of a Redis, in the order in which the control page shows them. */
export const redisScenarios: RedisScenario[] = [
  {
    name: 'redis-down',
    title: 'Redis is down',
    description:
      'The redis-servers of the service are ended and do not come back.',
    start: redis => redis.setDown(true),
    end: redis => redis.setDown(false),
  },
  {
    name: 'redis-memory-full',
    title: 'Redis memory is full',
    description: 'Redis is at its memory limit and refuses every write.',
    start: redis => redis.setFull(true),
    end: redis => redis.setFull(false),
  },
  {
    name: 'redis-wrong-password',
    title: 'Redis wants another password',
    description: 'Redis asks for a password that neither app nor portal knows.',
    start: redis => redis.setPassword('sandbox-scenario'),
    end: redis => redis.setPassword(undefined),
  },
  {
    name: 'redis-hung',
    title: 'Redis hangs',
    description: 'Redis keeps its connections and answers nothing.',
    start: async redis => redis.setFrozen(true),
    end: async redis => redis.setFrozen(false),
  },
  {
    name: 'redis-node-killed',
    title: 'A Redis node is killed',
    description:
      'One redis-server, a primary where there are several, is killed; its pod starts it again.',
    start: redis => redis.killOne(),
  },
];
