/** "1 pod", "2 pods", "2 of 8 pods". */
export function countPods(count: number, total?: number): string {
  if (total !== undefined && total > count) {
    return `${count} of ${total} pods`;
  }
  return count === 1 ? '1 pod' : `${count} pods`;
}
