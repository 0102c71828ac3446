export interface Config {
  catalog?: {
    repositoryHosts?: {
      /**
       * Organisations, groups and users that repositories may be made for. The form then offers these
       * instead of a text field. Default: any.
       */
      owners?: string[];
    };
  };
}
