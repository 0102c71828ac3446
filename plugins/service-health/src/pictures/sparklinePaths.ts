import type { SparklinePoint } from './Sparkline';

type Scale = (value: number) => number;
type Read = (point: SparklinePoint) => number | undefined;

/** A line through all known points; a gap where data is missing. */
export function linePath(
  points: SparklinePoint[],
  x: Scale,
  read: Read,
  y: Scale,
): string {
  return join(points, read, (point, value, pen) => {
    return `${pen ? 'L' : 'M'}${round(x(point.at))} ${round(y(value))}`;
  });
}

/** Like a line, but the value holds until the next point. */
export function stepPath(
  points: SparklinePoint[],
  x: Scale,
  read: Read,
  y: Scale,
): string {
  return join(points, read, (point, value, pen) => {
    const at = round(x(point.at));
    return pen ? `H${at}V${round(y(value))}` : `M${at} ${round(y(value))}`;
  });
}

/** The area between the line and the target, where the line is above it. */
export function areaAbove(
  points: SparklinePoint[],
  target: number,
  x: Scale,
  y: Scale,
): string {
  const known = points.flatMap(point =>
    point.value === undefined
      ? []
      : [{ at: point.at, value: Math.max(point.value, target) }],
  );
  if (known.length < 2) {
    return '';
  }
  const line = linePath(known, x, point => point.value, y);
  const from = round(x(known[0].at));
  const to = round(x(known[known.length - 1].at));
  return `${line}L${to} ${round(y(target))}L${from} ${round(y(target))}Z`;
}

function join(
  points: SparklinePoint[],
  read: Read,
  write: (point: SparklinePoint, value: number, pen: boolean) => string,
): string {
  let pen = false;
  let path = '';
  for (const point of points) {
    const value = read(point);
    if (value !== undefined) {
      path += write(point, value, pen);
    }
    pen = value !== undefined;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
