import { ObjectMetadata } from './Application';

/** An ApplicationSet; the double stores it and generates nothing from it. */
export interface ApplicationSet {
  metadata: ObjectMetadata;
  spec: {
    template: { spec: { project: string; [key: string]: unknown } };
    [key: string]: unknown;
  };
  status?: Record<string, unknown>;
}
