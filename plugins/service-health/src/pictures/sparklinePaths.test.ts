import { areaAbove, linePath, stepPath } from './sparklinePaths';

const same = (value: number) => value;
const points = [
  { at: 0, value: 50, running: 5 },
  { at: 10, value: 80, running: 6 },
  { at: 20, running: 6 },
  { at: 30, value: 60, running: 6 },
];

describe('linePath', () => {
  it('leaves a gap where data is missing', () => {
    expect(linePath(points, same, point => point.value, same)).toBe(
      'M0 50L10 80M30 60',
    );
  });
});

describe('stepPath', () => {
  it('holds a value until the next point', () => {
    expect(stepPath(points, same, point => point.running, same)).toBe(
      'M0 5H10V6H20V6H30V6',
    );
  });
});

describe('areaAbove', () => {
  it('covers only what is above the target', () => {
    expect(areaAbove(points, 70, same, same)).toBe(
      'M0 70L10 80L30 70L30 70L0 70Z',
    );
  });

  it('is empty without data', () => {
    expect(areaAbove([], 70, same, same)).toBe('');
  });
});
