import type { RedisFailure, RedisNodeSample, RedisSample } from '../../records';
import type { JudgedFinding } from '../JudgedFinding';
import { createRedisFinding } from './createRedisFinding';
import type { RedisContext } from './RedisContext';

const wording: Record<RedisFailure, { cause: string; next: string }> = {
  dns: {
    cause: 'Redis does not answer: its name is not found',
    next: 'Check the name in the configured instance.',
  },
  connect: {
    cause: 'Redis does not answer: the connection is refused',
    next: 'Look at whether its pods run.',
  },
  tls: {
    cause: 'Redis does not answer: the TLS handshake fails',
    next: 'Check the CA of the instance, and that both sides speak TLS.',
  },
  login: {
    cause: 'Redis refuses the login',
    next: 'Check user and password of the configured instance.',
  },
  timeout: {
    cause: 'Redis does not answer in time',
    next: 'Look at its load, and at network policies between portal and Redis.',
  },
  refusing: {
    cause: 'Redis answers and refuses to work: a snapshot failed',
    next: 'Look at its disk: writes stay off until a snapshot succeeds.',
  },
  protocol: {
    cause: 'Something answers that is not Redis',
    next: 'Check host and port of the configured instance.',
  },
};

const reasons: Record<RedisFailure, string> = {
  dns: 'its name is not found',
  connect: 'the connection is refused',
  tls: 'the TLS handshake fails',
  login: 'the login is refused',
  timeout: 'no answer in time',
  refusing: 'it refuses to work',
  protocol: 'the answer is not that of Redis',
};

/** Whether the instance answers, and how fast. */
export function judgeReachability(context: RedisContext): JudgedFinding[] {
  const { redis, sample, before } = context;
  const silent = sample.nodes.filter(({ outcome }) => outcome !== 'ok');
  if (sample.nodes.length > 0 && silent.length === sample.nodes.length) {
    return [judgeSilence(context, silent[0])];
  }
  const gone = silent.filter(
    node => before === undefined || outcomeOf(node, before) !== 'ok',
  );
  return [
    ...(gone.length > 0 && redis.mode !== 'standalone'
      ? [judgeLostNodes(context, gone)]
      : []),
    ...judgeLoading(context),
    ...judgeSlowness(context),
  ];
}

function outcomeOf(node: RedisNodeSample, sample: RedisSample) {
  return sample.nodes.find(({ address }) => address === node.address)?.outcome;
}

/**
 * Silence alone may be the portal's own network. It counts as a loss only when
 * Redis answered us before, or when the app says so too.
 */
function judgeSilence(
  context: RedisContext,
  node: RedisNodeSample,
): JudgedFinding {
  const { redis, before, readiness } = context;
  const failure = node.outcome === 'ok' ? 'connect' : node.outcome;
  const ours = failure === 'login' || failure === 'tls';
  const confirmed =
    failure === 'refusing' ||
    readiness?.redisOk === false ||
    (!ours && redis.lastAnswerAt !== undefined && readiness?.redisOk !== true);
  if (!confirmed) {
    return judgeUnreachable(context, node, failure);
  }
  const repeated =
    before?.nodes.every(({ outcome }) => outcome !== 'ok') ?? false;
  const lost = redis.required ? 'down' : 'degraded';
  return createRedisFinding(context, {
    code: failure === 'refusing' ? 'redis.refusesCommands' : 'redis.noReply',
    level: repeated || failure === 'refusing' ? lost : 'progressing',
    cause: wording[failure].cause,
    effect: 'No pod can use it.',
    next: wording[failure].next,
    since: silentSince(redis.samples),
    count: context.sample.nodes.length,
    evidence: {
      Reason: failure,
      Address: node.address,
      Message: node.message,
      'The app says': readiness?.detail,
    },
  });
}

function judgeUnreachable(
  context: RedisContext,
  node: RedisNodeSample,
  failure: RedisFailure,
): JudgedFinding {
  const fine = context.readiness?.redisOk === true;
  return createRedisFinding(context, {
    code: 'redis.notReachable',
    level: fine ? 'note' : 'unknown',
    cause: fine
      ? 'The app reaches Redis, the portal does not'
      : `The portal cannot ask Redis: ${reasons[failure]}`,
    effect: fine
      ? 'Memory and replication are not checked.'
      : 'This says nothing about the app.',
    next: wording[failure].next,
    since: silentSince(context.redis.samples),
    evidence: {
      Reason: failure,
      Address: node.address,
      Message: node.message,
      'The app says': context.readiness?.detail,
    },
  });
}

function silentSince(samples: RedisSample[]): number | undefined {
  let since: number | undefined;
  for (const sample of [...samples].reverse()) {
    if (sample.nodes.some(({ outcome }) => outcome === 'ok')) {
      break;
    }
    since = sample.at;
  }
  return since;
}

function judgeLostNodes(
  context: RedisContext,
  gone: RedisNodeSample[],
): JudgedFinding {
  const names = gone.map(({ node }) => node).join(', ');
  return createRedisFinding(context, {
    code: 'redis.nodeLost',
    level: 'degraded',
    cause: `${gone.length} of ${context.sample.nodes.length} Redis nodes ${
      gone.length === 1 ? 'does' : 'do'
    } not answer: ${names}`,
    plainCause: `${gone.length} of ${context.sample.nodes.length} Redis nodes do not answer`,
    effect: 'The next loss may take a slot range away.',
    next: 'Look at why its pod is not ready.',
    count: gone.length,
    evidence: Object.fromEntries(
      gone.map(node => [node.node, node.message ?? node.outcome]),
    ),
  });
}

function judgeLoading(context: RedisContext): JudgedFinding[] {
  const loading = context.sample.nodes.filter(({ info }) => info?.loading);
  return loading.length === 0
    ? []
    : [
        createRedisFinding(context, {
          code: 'redis.loading',
          level: 'progressing',
          cause: `Redis loads its data: ${loading
            .map(({ node }) => node)
            .join(', ')}`,
          plainCause: 'Redis loads its data',
          effect: 'It answers when it is done.',
          next: 'Nothing to do.',
          count: loading.length,
          evidence: { Nodes: loading.map(({ node }) => node).join(', ') },
        }),
      ];
}

function judgeSlowness(context: RedisContext): JudgedFinding[] {
  const times = context.redis.samples
    .slice(-5)
    .flatMap(({ nodes }) =>
      Math.max(...nodes.map(({ replyMs }) => replyMs ?? 0)),
    )
    .sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  return times.length >= 5 && median > 5
    ? [
        createRedisFinding(context, {
          code: 'redis.slow',
          level: 'warning',
          cause: `Redis takes ${median.toFixed(1)} ms to answer a PING`,
          effect: 'Every request that uses it waits.',
          next: 'Look for slow commands and at the CPU of its pod.',
          evidence: {
            'Median of 5 PINGs': `${median.toFixed(1)} ms`,
            'Warning from': '5 ms',
          },
        }),
      ]
    : [];
}
