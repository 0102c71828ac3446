/** Settings of the service health plugin. Clusters come from the Kubernetes plugin's own. */
export interface Config {
  serviceHealth?: {
    /** Environments that speak for a service, the first found wins; prod, production and live by default. */
    primaryEnvironments?: string[];
    /**
     * Which value of backstage.io/kubernetes-id an entity may use: only its own
     * name (the default), or any. With "any", whoever may edit a catalog file
     * can show the state of every service.
     */
    kubernetesIds?: 'own' | 'any';
    /** Catalog namespaces whose Components may use their name as id; default by default. */
    catalogNamespaces?: string[];
    /**
     * What an entity may select that has backstage.io/kubernetes-label-selector
     * and no id: its own name in one of these labels, in one of these namespaces.
     */
    labelSelectors?: {
      /** Labels of which one must be the entity's name; app.kubernetes.io/name, app.kubernetes.io/instance and app by default. */
      labels?: string[];
      /** Namespaces, with {name}, and * at the end for any rest; {name} and {name}-* by default. */
      namespaces?: string[];
    };
    /** Watch clusters from the start (always, the default), or from the first view on (onView). */
    watches?: 'always' | 'onView';
    /** Time after which a watch ends that nobody looks at, in minutes; 30 by default. */
    idleMinutes?: number;
    /** Address of the GKE API; https://container.googleapis.com by default. */
    gkeApiUrl?: string;
    /** Clusters of a kubeconfig, for development: set it, empty or not, to watch the current context. */
    kubeconfig?: {
      /** Its path; KUBECONFIG, else ~/.kube/config by default. */
      file?: string;
      /** Contexts to watch, each by its own name; the current one by default. */
      contexts?: string[];
    };
    /** Most objects of one kind in one cluster that are held in memory; 50000 by default. */
    recordLimit?: number;
    /** The app's own readiness check, a second source on Redis. */
    readiness?: {
      /** Address with {name} and {namespace}: http://{name}-app-svc.{namespace}.svc/api/readyz. */
      url?: string;
    };
    /** Redis probes. */
    redis?: {
      /** Time between two probes of an instance in seconds; 15 by default. */
      intervalSeconds?: number;
      /** Instances that may be asked; nothing else ever is. */
      instances?: Array<{
        /** Name to show. */
        name: string;
        /** Host name; with {name} and {namespace} it is a pattern for many services. */
        host: string;
        /** Port; 6379 by default, 26379 for Sentinels. Data nodes behind Sentinels of a pattern are asked on 6379 only. */
        port?: number;
        /** Topology; standalone and cluster are told apart by asking when left out. */
        mode?: 'standalone' | 'cluster' | 'sentinel';
        /** Name of the group that the Sentinels watch; mymaster by default. */
        sentinelGroup?: string;
        /** A cache may drop keys, a store (the default) may not. */
        role?: 'cache' | 'store';
        /** Whether the service is down when this Redis is down; true by default. */
        required?: boolean;
        /** Nodes that there should be; fewer known ones are a finding. */
        expectedNodes?: number;
        /** Memory limit in bytes for Redis services that do not tell theirs. */
        memoryLimitBytes?: number;
        /** ACL user; see docs/service-health for the least rights. */
        username?: string;
        /**
         * Password of the user.
         * @visibility secret
         */
        password?: string;
        /** File that holds the password; it is read for each connection. */
        passwordFile?: string;
        /** Set it, empty or not, to speak TLS. */
        tls?: {
          /** File with the CA certificate as PEM. */
          caFile?: string;
          /** Accept any certificate; for tests only. */
          skipVerify?: boolean;
        };
        /**
         * Login of the Sentinels, where it is not that of the data nodes: set
         * it, empty for Sentinels without a login. TLS is that of the data nodes by default.
         */
        sentinel?: {
          /** ACL user; see docs/service-health for the least rights. */
          username?: string;
          /**
           * Password of the user.
           * @visibility secret
           */
          password?: string;
          /** File that holds the password; it is read for each connection. */
          passwordFile?: string;
          /** Set it where Sentinels have another CA than the data nodes. */
          tls?: {
            /** File with the CA certificate as PEM. */
            caFile?: string;
            /** Accept any certificate; for tests only. */
            skipVerify?: boolean;
          };
        };
        /** The service that the instance belongs to; required without a pattern. */
        match?: {
          /** Value of backstage.io/kubernetes-id. */
          name: string;
          /** Namespace of the environment; all of them without. */
          namespace?: string;
        };
        /** Namespaces that a pattern may reach, with {name}, and * at the end for any rest; all of them without. */
        namespaces?: string[];
      }>;
    };
  };
}
