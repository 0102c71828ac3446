import { run } from './run';

/** kubectl in one namespace. */
export class Namespace {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** What kubectl prints. */
  kubectl(args: readonly string[], input?: string): Promise<string> {
    return run('kubectl', ['--namespace', this.name, ...args], { input });
  }

  /** Names of the objects of a kind that a selector chooses. */
  async names(kind: string, selector: string): Promise<string[]> {
    const output = await this.kubectl([
      'get',
      kind,
      '--selector',
      selector,
      '--output',
      'jsonpath={.items[*].metadata.name}',
    ]);
    return output.split(' ').filter(name => name !== '');
  }

  /** One field of one object, empty where it is not set. */
  field(object: string, path: string): Promise<string> {
    return this.kubectl(['get', object, '--output', `jsonpath={${path}}`]);
  }

  /** Applies an object. */
  async apply(object: object): Promise<void> {
    await this.kubectl(['apply', '--filename', '-'], JSON.stringify(object));
  }
}
