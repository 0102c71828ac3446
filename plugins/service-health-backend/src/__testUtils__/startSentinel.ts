import { writeFileSync } from 'fs';
import { join } from 'path';
import { startRedis } from './startRedisServer';

/** A real Sentinel that watches the group `visits`, and makes a failover after half a second. */
export async function startSentinel(options: {
  primary: number;
  quorum: number;
  /** Further lines of its file: what it asks the data nodes with, its own users. */
  lines?: string[];
}) {
  const { primary, quorum, lines = [] } = options;
  return await startRedis(({ port, folder }) => {
    // A Sentinel rewrites its file.
    const file = join(folder, 'sentinel.conf');
    writeFileSync(
      file,
      [
        `port ${port}`,
        'bind 127.0.0.1',
        `dir ${folder}`,
        `sentinel monitor visits 127.0.0.1 ${primary} ${quorum}`,
        'sentinel down-after-milliseconds visits 500',
        'sentinel failover-timeout visits 5000',
        ...lines,
        '',
      ].join('\n'),
    );
    return [file, '--sentinel'];
  });
}
