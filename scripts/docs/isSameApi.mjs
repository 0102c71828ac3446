/**
 * Whether two reports tell of the same API. The compiler writes the parts of a union in the order in which it
 * met them anywhere in the project, so the words of one declaration may stand in any order.
 */
export function isSameApi(one, other) {
  return normalized(one) === normalized(other);
}

function normalized(report) {
  return report
    .split(/\n(?=\/\/ @)/)
    .map(declaration =>
      (declaration.match(/[\w$-]+|[^\w\s]/g) ?? []).sort().join(' '),
    )
    .join('\n');
}
