import { ClusterEnvironment } from './ClusterEnvironment';
import { run } from './run';

/**
 * Builds a repository's image as its CI does, and pushes it to where the nodes find it.
 *
 * @param options.image - the name by which the chart knows it, for example ghcr.io/acme/visits:TAG
 * @throws when there is no builder, with the variable that names one
 */
export async function buildImage(
  environment: ClusterEnvironment,
  options: { folder: string; image: string; version: string },
): Promise<void> {
  const { folder, image, version } = options;
  if (environment.buildCommand) {
    await run('sh', ['-ec', environment.buildCommand], {
      env: {
        ...process.env,
        CONTEXT: folder,
        IMAGE: image,
        APP_VERSION: version,
      },
    });
    return;
  }
  const builder = await findBuilder();
  const path = image.slice(image.indexOf('/') + 1);
  const pushed = `${environment.registry}/${path}`;
  await run(builder, [
    'build',
    ...['--target', 'runner', '--build-arg', `APP_VERSION=${version}`],
    ...['--tag', pushed, folder],
  ]);
  await run(builder, ['push', pushed]);
}

async function findBuilder(): Promise<string> {
  for (const builder of ['docker', 'buildah', 'podman']) {
    const found = await run(builder, ['--version']).catch(() => undefined);
    if (found !== undefined) return builder;
  }
  throw new Error(
    'Cannot build the image: there is no docker, buildah or podman. Install one, or set IMAGE_BUILD_COMMAND, a shell command that builds "$CONTEXT" and pushes it as "$IMAGE"',
  );
}
