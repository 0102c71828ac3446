const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** "1.68 GiB" */
export function formatBytes(bytes: number | undefined): string {
  let value = bytes ?? 0;
  let index = 0;
  while (value >= 1024 && index < units.length - 1) {
    value /= 1024;
    index += 1;
  }
  const digits = value >= 100 ? 0 : 2;
  return `${Number(value.toFixed(digits)).toLocaleString()} ${units[index]}`;
}
