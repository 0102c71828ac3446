import { findTool } from '../chart/findTool';
import { ClonedRepository } from './ClonedRepository';

// A whole repository is written, on a machine that may be busy
jest.setTimeout(60_000);

const helm = findTool('helm');

const first = { tag: 'a'.repeat(40), digest: `sha256:${'1a'.repeat(32)}` };
const second = { tag: 'b'.repeat(40), digest: `sha256:${'2b'.repeat(32)}` };

function valuesOf(environment: string): string {
  return `ops/charts/env/${environment}/values.yaml`;
}

function lines({ tag, digest }: typeof first): string {
  return `imageTag: "${tag}"\nimage:\n  digest: "${digest}"\n`;
}

const secrets = {
  DOCKERHUB_USERNAME: 'acme',
  DOCKERHUB_TOKEN: 'secret',
  TOKEN: 'token',
};

describe.each([
  ['ghcr', ['TOKEN'], 'GITHUB_TOKEN', 'ghcr.io/acme/visit-tracker'],
  [
    'dockerhub',
    ['DOCKERHUB_USERNAME', 'DOCKERHUB_TOKEN'],
    'DOCKERHUB_USERNAME',
    'docker.io/acme/visit-tracker',
  ],
] as const)(
  'where an image for %s goes',
  (imageRegistry, needed, named, image) => {
    let repository: ClonedRepository;

    beforeAll(async () => {
      repository = await ClonedRepository.create({
        answers: { imageRegistry },
      });
    }, 60_000);

    afterAll(() => repository.remove());

    function target(environment: Record<string, string>): string {
      return repository.run('scripts/ci-image-target.sh', environment);
    }

    it('is its registry, where the secrets are there', () => {
      expect(target(secrets)).toBe(
        `image=${image}\nregistry=${image.split('/')[0]}\npush=true\n`,
      );
    });

    it.each(needed)('is nowhere without %s, with a notice', secret => {
      const output = target({ ...secrets, [secret]: '' });

      expect(output).toContain('push=false');
      expect(output).toContain(
        `::notice title=Skipped::The secret ${
          secret === 'TOKEN' ? named : secret
        } is not set`,
      );
    });
  },
);

describe('the workflows that deploy', () => {
  let repository: ClonedRepository;

  beforeEach(async () => {
    repository = await ClonedRepository.create({ helm });
  });

  afterEach(() => repository.remove());

  describe('deploy-dev', () => {
    function deploy(): string {
      return repository.run('scripts/ci-deploy-dev.sh', {
        GITHUB_SHA: first.tag,
        DIGEST: first.digest,
      });
    }

    it('commits the tag and the digest of what was built', async () => {
      deploy();

      expect(repository.show('main', valuesOf('dev'))).toContain(lines(first));
      await expect(repository.pullRequest()).resolves.toBeUndefined();
      expect(deploy()).toContain('dev runs this image already');
    });

    it('opens a pull request where main is protected', async () => {
      await repository.protect();
      deploy();

      await expect(repository.pullRequest()).resolves.toMatchObject({
        base: 'main',
        head: 'deploy/dev-aaaaaaaaaaaa',
      });
      expect(
        repository.show('deploy/dev-aaaaaaaaaaaa', valuesOf('dev')),
      ).toContain(lines(first));
      expect(repository.show('main', valuesOf('dev'))).not.toContain(first.tag);
    });
  });

  // One suite that is run or skipped: the lint rule does not see a `describe` in the expression
  (helm ? describe : describe.skip)('promote (needs helm)', () => {
    function promote(from: string, to: string): string {
      return repository.run('scripts/ci-promote.sh', { FROM: from, TO: to });
    }

    it('opens a pull request with the image, its commits, and what changes in the cluster', async () => {
      repository.runs('staging', second.tag, second.digest);
      repository.runs('prod', first.tag, first.digest);
      promote('staging', 'prod');
      const pullRequest = await repository.pullRequest();

      expect(pullRequest).toMatchObject({
        base: 'main',
        head: 'promote/prod-bbbbbbbbbbbb',
      });
      expect(
        repository.show('promote/prod-bbbbbbbbbbbb', valuesOf('prod')),
      ).toContain(lines(second));
      expect(repository.show('main', valuesOf('prod'))).toContain(lines(first));
      expect(pullRequest?.body).toContain(
        `https://github.com/acme/visit-tracker/compare/${first.tag}...${second.tag}`,
      );
      expect(pullRequest?.body).toContain(
        `\n-          image: "ghcr.io/acme/visit-tracker:${first.tag}@${first.digest}"\n`,
      );
      expect(pullRequest?.body).toContain(
        `\n+          image: "ghcr.io/acme/visit-tracker:${second.tag}@${second.digest}"\n`,
      );
    });

    it('opens no second one, and none for what runs already', async () => {
      repository.runs('dev', first.tag, first.digest);
      await repository.open('https://github.com/acme/visit-tracker/pull/7');

      expect(promote('dev', 'staging')).toContain('pull/7 is open already');
      await expect(repository.pullRequest()).resolves.toBeUndefined();
    });

    it('says that there is nothing to promote', () => {
      repository.runs('dev', first.tag, first.digest);
      repository.runs('staging', first.tag, first.digest);

      expect(promote('dev', 'staging')).toContain('Nothing to promote');
    });

    it('refuses to promote from where nothing runs', () => {
      expect(() => promote('dev', 'prod')).toThrow('it runs no image yet');
    });
  });
});
