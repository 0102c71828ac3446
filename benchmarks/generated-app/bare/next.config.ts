import type { NextConfig } from 'next';

// What Next.js' own Docker example sets, and nothing else
const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
};

export default config;
