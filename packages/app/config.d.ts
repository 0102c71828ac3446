export interface Config {
  app: {
    /** Set only where the portal runs against the sandbox; shown on every page. */
    sandbox?: {
      /**
       * What is simulated and what is real, in one sentence.
       * @visibility frontend
       */
      notice: string;
      /**
       * The sandbox's control page, where faults are switched on and off.
       * @visibility frontend
       */
      controlUrl?: string;
    };
  };
}
