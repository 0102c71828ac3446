import { mkdtemp, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readClusterConfigs } from './readClusterConfigs';

const kubeconfig = `
apiVersion: v1
kind: Config
current-context: dev
clusters:
  - name: one
    cluster:
      server: https://one.example.com
      certificate-authority-data: ${Buffer.from('CA').toString('base64')}
      tls-server-name: kubernetes
users:
  - name: me
    user:
      client-certificate-data: ${Buffer.from('CERT').toString('base64')}
      client-key-data: ${Buffer.from('KEY').toString('base64')}
  - name: filed
    user: { tokenFile: token.txt }
  - name: cloud
    user: { exec: { command: aws } }
contexts:
  - { name: dev, context: { cluster: one, user: me } }
  - { name: staging, context: { cluster: one, user: filed } }
  - { name: prod, context: { cluster: one, user: cloud } }
`;

function read(method: JsonObject, serviceHealth: JsonObject = {}) {
  return readClusterConfigs(
    new ConfigReader({
      kubernetes: { clusterLocatorMethods: [method] },
      serviceHealth,
    }),
  );
}

const one = (cluster: JsonObject) =>
  read({
    type: 'config',
    clusters: [{ name: 'a', url: 'https://a.example.com', ...cluster }],
  }).clusters[0];

const signal = AbortSignal.timeout(60_000);

describe('readClusterConfigs()', () => {
  it('reads token, CA and skipTLSVerify', async () => {
    const cluster = one({
      authProvider: 'serviceAccount',
      serviceAccountToken: 'secret',
      caData: Buffer.from('CA').toString('base64'),
      skipTLSVerify: true,
    });

    expect(cluster).toMatchObject({
      name: 'a',
      ca: 'CA',
      skipTlsVerify: true,
    });
    expect(cluster.problem).toBeUndefined();
    expect(await cluster.token?.(signal)).toBe('secret');
  });

  it('takes the provider from authMetadata, as the Kubernetes plugin does', () => {
    const cluster = one({
      authMetadata: { 'kubernetes.io/auth-provider': 'oidc' },
    });

    expect(cluster.problem).toContain('"oidc", which needs a user');
  });

  it.each([
    ['google', 'which needs a user'],
    ['aks', 'which needs a user'],
    ['aws', 'which cannot be used for watches yet'],
    ['azure', 'which cannot be used for watches yet'],
  ])('says what to do about the login "%s"', (authProvider, why) => {
    expect(one({ authProvider }).problem).toBe(
      `a uses the login "${authProvider}", ${why}: set "authProvider: serviceAccount" and a token`,
    );
  });

  it('says that a credential is missing', () => {
    expect(one({ authProvider: 'serviceAccount' }).problem).toBe(
      'a has no credential: set "serviceAccountToken"',
    );
  });

  it('reads the proxy of a developer', () => {
    expect(read({ type: 'localKubectlProxy' }).clusters[0]).toMatchObject({
      name: 'local',
      url: 'http://localhost:8001',
    });
  });

  it('locates GKE clusters with a service account only', () => {
    expect(read({ type: 'gke', projectId: 'acme' }).clusters[0].problem).toBe(
      'gke uses the login "google", which needs a user: set "authProvider: googleServiceAccount" on the locator',
    );
    const settings = read({
      type: 'gke',
      projectId: 'acme',
      authProvider: 'googleServiceAccount',
    });
    expect(settings.clusters).toEqual([]);
    expect(settings.locators[0].title).toBe('GKE project "acme"');
  });

  it('says what to do about clusters of the catalog', () => {
    expect(read({ type: 'catalog' }).clusters[0].problem).toContain(
      'list them under a locator of type "config"',
    );
  });

  describe('with a kubeconfig', () => {
    let file: string;

    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
      file = join(folder, 'config');
      await writeFile(file, kubeconfig);
      await writeFile(join(folder, 'token.txt'), 'from-file\n');
    });

    const contexts = (...names: string[]) =>
      readClusterConfigs(
        new ConfigReader({
          serviceHealth: {
            kubeconfig: {
              file,
              ...(names.length > 0 ? { contexts: names } : {}),
            },
          },
        }),
      ).clusters;

    it('reads the current context with its certificate', () => {
      expect(contexts()).toMatchObject([
        {
          name: 'dev',
          url: 'https://one.example.com',
          ca: 'CA',
          certificate: { cert: 'CERT', key: 'KEY' },
          serverName: 'kubernetes',
          problem: undefined,
        },
      ]);
    });

    it('reads a token again for each request', async () => {
      const [staging] = contexts('staging');

      expect(await staging.token?.(signal)).toBe('from-file');
    });

    it('runs no program to log in', () => {
      expect(contexts('prod')[0].problem).toContain('logs in with a program');
    });

    it('names the context that is missing', () => {
      expect(() => contexts('nowhere')).toThrow(
        `Cannot find context "nowhere" in "${file}"`,
      );
    });
  });
});
