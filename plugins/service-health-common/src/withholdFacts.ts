import type { RedisFact, Section } from './model';

/** Facts without the names of pods, hosts and versions. */
export function withholdFacts(facts: Section['facts']): Section['facts'] {
  if (facts?.kind === 'workload') {
    return {
      ...facts,
      pods: facts.pods.map(({ node, version, ...pod }, index) => ({
        ...pod,
        name: `pod ${index + 1}`,
      })),
    };
  }
  return facts?.kind === 'redis'
    ? { ...facts, instances: facts.instances.map(withholdInstance) }
    : facts;
}

function withholdInstance(instance: RedisFact): RedisFact {
  const names = new Map(
    instance.shards
      .flatMap(({ nodes }) => nodes)
      .map(({ name }, index) => [name, `node ${index + 1}`]),
  );
  const plain = (name: string) => names.get(name) ?? 'node';
  return {
    ...instance,
    memory: instance.memory && {
      ...instance.memory,
      node: plain(instance.memory.node),
    },
    clients: instance.clients && {
      ...instance.clients,
      node: plain(instance.clients.node),
    },
    shards: instance.shards.map(shard => ({
      ...shard,
      nodes: shard.nodes.map(node => ({
        ...node,
        name: plain(node.name),
        link: node.link && { ...node.link, to: plain(node.link.to) },
      })),
    })),
  };
}
