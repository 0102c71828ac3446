const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** "1.68 GiB", "512 MiB". */
export function formatBytes(bytes: number): string {
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)),
  );
  const value = bytes / 1024 ** power;
  return `${Number(value.toPrecision(3))} ${units[power]}`;
}
