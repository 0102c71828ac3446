import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // Two versions are up during a rollout: the id keeps a page from loading the other version's chunks.
  deploymentId: process.env.APP_VERSION,
  // Every page is rendered on request, so nothing is worth holding in memory.
  cacheMaxMemorySize: 0,
  // The image optimiser (sharp) is not used; without it the payload halves, and so does the attack surface.
  images: { unoptimized: true },
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: {
    'next-server': ['node_modules/sharp/**/*', 'node_modules/@img/**/*'],
  },
};

export default config;
