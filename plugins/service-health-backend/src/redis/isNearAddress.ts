/**
 * Whoever runs a Redis decides what it announces. For a pattern, which holds
 * for many teams, our password goes to that namespace's names and to private
 * addresses only, and to no other port.
 */
export function isNearAddress(
  address: string,
  { host, port }: { host: string; port: number },
): boolean {
  const colon = address.lastIndexOf(':');
  const name = address.slice(0, colon);
  const domain = host.includes('.') ? host.slice(host.indexOf('.')) : host;
  const near = isPrivateAddress(name) || name === host || name.endsWith(domain);
  return near && Number(address.slice(colon + 1)) === port;
}

function isPrivateAddress(host: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]+$|^f[cd][0-9a-f]{2}:/i.test(
    host,
  );
}
