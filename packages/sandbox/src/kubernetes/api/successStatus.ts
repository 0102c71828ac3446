/** The Status that says that something was done. */
export const successStatus = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
} as const;
