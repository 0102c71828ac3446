import { mkdirSync } from 'node:fs';
import { paths } from '../paths.mjs';
import { ensureChromium } from './ensureChromium.mjs';
import { ensureGoTools } from './ensureGoTools.mjs';
import { ensurePythonTools } from './ensurePythonTools.mjs';
import { ensureRedis } from './ensureRedis.mjs';

/**
 * Gets the tools that the steps use, those that need nothing of the project
 * while its packages are still being installed. A tool that cannot be had is
 * `{ missing: reason }`.
 */
export async function ensureTools(context, { names, bootstrapped }) {
  const wanted = [...new Set(names)];
  mkdirSync(paths.tools, { recursive: true });
  const [goTools, pythonTools] = await Promise.all([
    ensureGoTools(context, wanted),
    ensurePythonTools(context, wanted),
    bootstrapped,
  ]);
  const tools = { ...goTools, ...pythonTools };
  if (wanted.includes('redis')) {
    tools['redis-server'] = await ensureRedis(context).then(
      path => ({ path }),
      error => ({ missing: error.message }),
    );
  }
  if (wanted.includes('chromium')) {
    tools.chromium = await ensureChromium(context);
  }
  return tools;
}
