import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Argo CD, as the actions `argocd:*` reach it. */
  argocd?: {
    /** User of instances that have neither a token nor a user of their own. */
    username?: string;
    /**
     * Password of that user.
     * @visibility secret
     */
    password?: string;
    /** Where instances are found; the actions read those of type `config`. */
    appLocatorMethods?: Array<{
      /** Only `config` is read here. */
      type: string;
      /** The instances; the first one is taken when an action names none. */
      instances?: Array<{
        /** Name by which actions choose the instance. */
        name: string;
        /** URL of the API server, including a root path if it has one. */
        url: string;
        /** URL that people open, when it differs from `url`. */
        frontendUrl?: string;
        /**
         * API token of an Argo CD account or project role.
         * @visibility secret
         */
        token?: string;
        /** File that holds the token; read for each request, so it may rotate. */
        tokenFile?: string;
        /** User to open a session with, when there is no token. */
        username?: string;
        /**
         * Password of that user.
         * @visibility secret
         */
        password?: string;
        /** File with the certificate authority of the instance, in PEM form. */
        caFile?: string;
        /** The certificate authority itself, in PEM form. */
        caData?: string;
        /** How long one request may take; 15 seconds by default. */
        timeout?: HumanDuration | string;
        /** Namespace that Argo CD runs in; `argocd` by default. */
        namespace?: string;
        /** What templates may ask of this instance; everything by default. */
        allow?: {
          /** Names of projects, with `*` as wildcard. */
          projects?: string[];
          /** Destinations; each key given must match, with `*` as wildcard. */
          destinations?: Array<{
            /** URL of the cluster's API server. */
            server?: string;
            /** Name of the cluster. */
            name?: string;
            /** Namespace in the cluster. */
            namespace?: string;
          }>;
          /**
           * What the URL of a repository must begin with. Value files and parts of Kustomize that are
           * URLs must do so too, and are refused where no prefix is given.
           */
          repositoryPrefixes?: string[];
          /**
           * Namespaces beside that of Argo CD that Applications themselves may be in, with `*` as
           * wildcard.
           */
          applicationNamespaces?: string[];
          /** Whether ApplicationSets may be made; `false` by default. */
          applicationSets?: boolean;
        };
      }>;
    }>;
  };
}
