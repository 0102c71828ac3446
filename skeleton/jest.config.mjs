import nextJest from 'next/jest.js';

const project = (displayName, options) => ({
  displayName,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/$1' },
  modulePathIgnorePatterns: ['<rootDir>/.next/'],
  ...options,
});

const withNext = nextJest({ dir: import.meta.dirname });

/** `unit` needs nothing, `integration` a redis-server, `built` and `bench` what `npm run build` made. */
export default async function config() {
  const projects = [];
  for (const name of ['unit', 'integration', 'built', 'bench']) {
    projects.push(await withNext(project(name))());
  }
  return { projects, testTimeout: 60_000 };
}
