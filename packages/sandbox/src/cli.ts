import { z } from 'zod';
import { readSandboxSettings } from './SandboxSettings';

const usage = `Usage: yarn scenario list
       yarn scenario NAME [SERVICE [NAMESPACE]]
       yarn scenario clear [NAME]

Switches the faults of a running sandbox, as its control page does.
`;

const stateSchema = z.object({
  services: z.array(z.object({ name: z.string(), namespace: z.string() })),
  scenarios: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      description: z.string(),
      scope: z.string(),
    }),
  ),
  active: z.array(z.object({ name: z.string() })),
});
const problemSchema = z.object({ message: z.string() });

/** Ask the control page of the running sandbox. */
async function ask(
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const { controlPort } = readSandboxSettings();
  const url = `http://127.0.0.1:${controlPort}${path}`;
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  }).catch(error => {
    throw new Error(
      `Cannot reach the sandbox at ${url}: start it with "npm start"`,
      { cause: error },
    );
  });
  const answer: unknown = await response.json();
  if (!response.ok) {
    throw new Error(problemSchema.parse(answer).message);
  }
  return answer;
}

async function apply(
  scenario: string,
  name?: string,
  namespace?: string,
): Promise<string> {
  const state = stateSchema.parse(await ask('GET', '/api/state'));
  const found = state.services.find(
    service =>
      service.name === name && (!namespace || service.namespace === namespace),
  );
  if (name && !found) {
    const known = state.services.map(
      service => `${service.name} ${service.namespace}`,
    );
    throw new Error(
      `Cannot find service "${name}": there ${
        known.length > 0 ? `are ${known.join(', ')}` : 'is none yet'
      }`,
    );
  }
  const target = found && { name: found.name, namespace: found.namespace };
  const path = `/api/scenarios/${encodeURIComponent(scenario)}`;
  const { active } = stateSchema.parse(await ask('POST', path, target));
  return active.some(each => each.name === scenario)
    ? `${scenario} is on; end it with: yarn scenario clear ${scenario}\n`
    : `${scenario}: done\n`;
}

async function run(args: string[]): Promise<string> {
  // "scenario" itself may be given, as in `cli.ts scenario crash-loop`.
  const [verb, ...rest] = args[0] === 'scenario' ? args.slice(1) : args;
  if (!verb || verb === '--help') {
    return usage;
  }
  if (verb === 'list') {
    const { scenarios } = stateSchema.parse(await ask('GET', '/api/state'));
    return scenarios
      .map(({ name, description }) => `${name.padEnd(24)}${description}\n`)
      .join('');
  }
  if (verb === 'clear') {
    const [name] = rest;
    const path = name ? `/${encodeURIComponent(name)}` : '';
    await ask('DELETE', `/api/scenarios${path}`);
    return name ? `${name} is off\n` : 'Every scenario is off\n';
  }
  return apply(verb, ...rest);
}

run(process.argv.slice(2)).then(
  text => process.stdout.write(text),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = 1;
  },
);
