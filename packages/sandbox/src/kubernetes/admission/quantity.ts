const factors: Record<string, number> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  n: 1e-9,
  u: 1e-6,
};

/** Reads a quantity such as `250m` or `64Mi`; an unreadable one counts as none. */
export function parseQuantity(text: string | number | undefined): number {
  const match = /^([\d.]+)([A-Za-z]*)$/.exec(String(text ?? '0'));
  return match ? Number(match[1]) * (factors[match[2]] ?? 0) : 0;
}

/** Writes a quantity as Kubernetes would: CPU in thousandths, memory in Mi, counts plain. */
export function formatQuantity(value: number, resource: string): string {
  if (resource.endsWith('cpu')) {
    return Number.isInteger(value)
      ? String(value)
      : `${Math.round(value * 1000)}m`;
  }
  if (resource.endsWith('memory')) {
    return value === 0 ? '0' : `${Math.round(value / 2 ** 20)}Mi`;
  }
  return String(value);
}
