const redisComponents = new Set(['redis', 'valkey', 'dragonfly', 'sentinel']);

/** Section that an object belongs to, by its component label. @public */
export function sectionOf(object: {
  component?: string;
}): 'workload' | 'redis' {
  return redisComponents.has(object.component ?? '') ? 'redis' : 'workload';
}
