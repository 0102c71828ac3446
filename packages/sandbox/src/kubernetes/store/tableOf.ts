/** Names the table of a kind: kinds of the same name in two groups are two tables, versions of one group are not. */
export function tableOf(apiVersion: string, kind: string): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${group}/${kind}`;
}
