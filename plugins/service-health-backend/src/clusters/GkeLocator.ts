import { Config } from '@backstage/config';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { ClusterConfig } from './ClusterConfig';
import { ClusterLocator } from './ClusterLocator';
import { GoogleToken } from './GoogleToken';

const timeoutMs = 20_000;

const clusterSchema = z.object({
  name: z.string(),
  endpoint: z.string().optional(),
  resourceLabels: z.record(z.string(), z.string()).default({}),
  masterAuth: z
    .object({ clusterCaCertificate: z.string().optional() })
    .prefault({}),
  controlPlaneEndpointsConfig: z
    .object({
      dnsEndpointConfig: z
        .object({ endpoint: z.string().optional() })
        .optional(),
    })
    .optional(),
});
const listSchema = z.object({ clusters: z.array(clusterSchema).default([]) });

interface GkeLocatorOptions {
  projectId: string;
  /** All of them as `-`. */
  region: string;
  labels: { key: string; value: string }[];
  skipTlsVerify: boolean;
  dnsEndpoint: boolean;
  token: GoogleToken;
  /** Base address of the GKE API. */
  apiUrl: string;
}

/** Lists the clusters of a Google Cloud project. */
export class GkeLocator implements ClusterLocator {
  readonly title: string;
  readonly #options: GkeLocatorOptions;

  /** Reads the keys that the Kubernetes plugin's own `gke` locator reads. */
  static fromConfig(
    config: Config,
    options: { token: GoogleToken; apiUrl: string },
  ): GkeLocator {
    const labels = config.getOptionalConfigArray('matchingResourceLabels');
    return new GkeLocator({
      ...options,
      projectId: config.getString('projectId'),
      region: config.getOptionalString('region') ?? '-',
      labels: (labels ?? []).map(label => ({
        key: label.getString('key'),
        value: label.getString('value'),
      })),
      skipTlsVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
      dnsEndpoint: config.getOptionalString('endpointType') === 'dns',
    });
  }

  private constructor(options: GkeLocatorOptions) {
    this.#options = options;
    this.title = `GKE project "${options.projectId}"`;
  }

  async locate(signal: AbortSignal): Promise<ClusterConfig[]> {
    const { apiUrl, projectId, region, labels, token } = this.#options;
    const response = await fetch(
      `${apiUrl.replace(/\/+$/, '')}/v1/projects/${encodeURIComponent(
        projectId,
      )}/locations/${encodeURIComponent(region)}/clusters`,
      {
        redirect: 'error',
        headers: { authorization: `Bearer ${await token.read()}` },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { clusters } = listSchema.parse(await response.json());
    return clusters
      .filter(({ resourceLabels }) =>
        labels.every(({ key, value }) => resourceLabels[key] === value),
      )
      .flatMap(cluster => this.#toConfig(cluster) ?? []);
  }

  #toConfig(cluster: z.infer<typeof clusterSchema>): ClusterConfig | undefined {
    const { dnsEndpoint, skipTlsVerify, token } = this.#options;
    const { masterAuth, controlPlaneEndpointsConfig } = cluster;
    const dns = dnsEndpoint
      ? controlPlaneEndpointsConfig?.dnsEndpointConfig?.endpoint
      : undefined;
    const host = dns ?? cluster.endpoint;
    const ca = masterAuth.clusterCaCertificate;
    // A cluster that is being made has no address yet.
    return host
      ? {
          name: cluster.name,
          url: `https://${host}`,
          token: () => token.read(),
          // The DNS endpoint has a certificate that everybody trusts.
          ca:
            dns === undefined && ca !== undefined
              ? Buffer.from(ca, 'base64').toString('utf8')
              : undefined,
          skipTlsVerify,
        }
      : undefined;
  }
}
