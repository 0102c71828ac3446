import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGenerate } from './runGenerate';

describe('npm run generate', () => {
  const complete = `
name: visit-tracker
owner: group:default/team-a
repoUrl: github.com?owner=acme&repo=visit-tracker
`;
  let folder: string;
  let printed: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'generate-'));
    printed = '';
    const print = (text: string | Uint8Array) => {
      printed += text;
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(print);
    jest.spyOn(process.stderr, 'write').mockImplementation(print);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });

  async function generate(answers: string, ...more: string[]) {
    const file = join(folder, 'answers.yaml');
    await writeFile(file, answers);
    const output = join(folder, 'repository');
    const code = await runGenerate([
      '--answers',
      file,
      '--output',
      output,
      ...more,
    ]);
    return { code, output };
  }

  it('writes the repository and prints what it wrote', async () => {
    const { code, output } = await generate(complete);

    expect(code).toBe(0);
    expect(printed).toContain('  catalog-info.yaml\n');
    expect(printed).toMatch(/Wrote \d+ files to /);
    await expect(
      readFile(join(output, 'package.json'), 'utf8'),
    ).resolves.toContain('"name": "visit-tracker"');
  }, 60_000);

  it.each([
    ['name: My_App', 'Cannot use the name "My_App": a name starts with'],
    [`name: ${'a'.repeat(41)}`, 'a name has at most 40 characters'],
    ['environments: [prod]', 'Choose dev as well'],
    ['redisMode: external', "must have required property 'redisHost'"],
    ['redisMod: cluster', 'Unknown answer "redisMod": choose from name,'],
    ['minReplicas: 1', 'Cannot use 1 for "minReplicas": must be >= 2'],
    ['repoUrl: ""', 'repoUrl'],
  ])('refuses %s and writes nothing', async (answer, message) => {
    const key = answer.split(':')[0];
    const others = complete
      .split('\n')
      .filter(line => !line.startsWith(`${key}:`))
      .join('\n');
    const { code, output } = await generate(`${others}\n${answer}\n`);

    expect(code).toBe(2);
    expect(printed).toContain(message);
    await expect(readdir(output)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['[]', 'it must hold one object'],
    ['name: [', 'as YAML or JSON'],
  ])('refuses the answers file %s', async (text, message) => {
    const { code } = await generate(text);

    expect(code).toBe(2);
    expect(printed).toContain(message);
  });

  it('refuses a folder that is not empty, unless forced', async () => {
    await generate(complete);
    const again = await generate(complete);

    expect(again.code).toBe(2);
    expect(printed).toContain('it is not empty');
    await expect(generate(complete, '--force')).resolves.toMatchObject({
      code: 0,
    });
  }, 60_000);

  it('says how it is used when an option is missing', async () => {
    await expect(runGenerate([])).resolves.toBe(2);
    expect(printed).toContain('Usage: npm run generate');
  });
});
