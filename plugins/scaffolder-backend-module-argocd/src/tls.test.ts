import { createMockDirectory } from '@backstage/backend-test-utils';
import { generate } from 'selfsigned';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

interface Pair {
  key: string;
  cert: string;
}

async function createAuthority(): Promise<Pair> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'Test authority' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  return { key, cert };
}

async function createServer(
  ca: Pair | undefined,
  options: { ip?: string; hasExpired?: boolean } = {},
): Promise<Pair> {
  const { ip = '127.0.0.1', hasExpired } = options;
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'argocd' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      ca,
      ...(hasExpired
        ? {
            notBeforeDate: new Date('2020-01-01'),
            notAfterDate: new Date('2021-01-01'),
          }
        : {}),
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
      ],
    },
  );
  return { key, cert };
}

describe('Argo CD over TLS', () => {
  let actions: TestActions;
  let ca: Pair;
  beforeAll(async () => {
    ca = await createAuthority();
  });
  afterEach(() => actions?.close());

  it.each(['caData', 'caFile'])(
    'with an authority of its own, by %s',
    async key => {
      const directory = createMockDirectory({ content: { 'ca.pem': ca.cert } });
      actions = await startActions({
        tls: await createServer(ca),
        instance: {
          [key]: key === 'caData' ? ca.cert : directory.resolve('ca.pem'),
        },
      });
      const { error } = await actions.run('argocd:register', registerInput());
      expect(error).toBeUndefined();
    },
  );

  it('an unknown authority', async () => {
    actions = await startActions({ tls: await createServer(ca) });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(
      /Set caFile or caData of the instance to the certificate authority/,
    );
    expect(actions.double.requests).toEqual([]);
  });

  it('a certificate that signed itself', async () => {
    actions = await startActions({ tls: await createServer(undefined) });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/Set caFile or caData/);
  });

  it('another authority than the configured one', async () => {
    const other = await createAuthority();
    actions = await startActions({
      tls: await createServer(ca),
      instance: { caData: other.cert },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/Set caFile or caData/);
  });

  it('a certificate for another host', async () => {
    actions = await startActions({
      tls: await createServer(ca, { ip: '192.0.2.1' }),
      instance: { caData: ca.cert },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(
      /Use the host name that the certificate was made for/,
    );
  });

  it('a certificate that has expired', async () => {
    actions = await startActions({
      tls: await createServer(ca, { hasExpired: true }),
      instance: { caData: ca.cert },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/Renew the certificate/);
  });

  it('plain HTTP where TLS is expected', async () => {
    actions = await startActions();
    const url = actions.double.url.replace('http:', 'https:');
    const plain = await startActions({ instance: { url } });
    const { error } = await plain.run('argocd:register', registerInput());
    expect(error?.message).toMatch(
      /wrong version number\. Check whether the instance's url begins with http:\/\/ or https:\/\//,
    );
    await plain.close();
  });

  it('a file that is not there', async () => {
    actions = await startActions({
      instance: { caFile: '/does/not/exist.pem' },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/Check that caFile and tokenFile/);
  });

  it('a file that holds no certificate', async () => {
    const directory = createMockDirectory({
      content: { 'ca.pem': 'nonsense' },
    });
    actions = await startActions({
      tls: await createServer(ca),
      instance: { caFile: directory.resolve('ca.pem') },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/Set caFile or caData/);
  });
});
