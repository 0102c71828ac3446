const factors: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
};

/**
 * Reads a quantity of Kubernetes: `250m`, `512Mi`, `2`.
 *
 * @public
 */
export function parseQuantity(text: string | number): number | undefined {
  const match = /^([0-9.]+(?:e[0-9]+)?)([A-Za-z]*)$/.exec(String(text).trim());
  const factor = match ? factors[match[2]] : undefined;
  return match && factor !== undefined ? Number(match[1]) * factor : undefined;
}
