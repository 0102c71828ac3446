import { Measure } from '../Results';
import { Slices } from './measureRequests';
import { median, middleHalf, round } from '../statistics';

const wantedRatio = 0.9;

/** Lines of the table about slices of several processes of both apps. */
export function compareSlices(
  title: string,
  { here, bare }: Slices,
): [cpu: Measure, cpuRatio: Measure, rateRatio: Measure] {
  const cost = here.map((slice, index) => bare[index].cpuMs / slice.cpuMs);
  const rate = here.map((slice, index) => slice.rate / bare[index].rate);
  return [
    {
      measure: `${title}: CPU of the server for one answer, median of ${here.length} slices`,
      unit: 'ms',
      here: round(median(here.map(({ cpuMs }) => cpuMs)), 3),
      peer: round(median(bare.map(({ cpuMs }) => cpuMs)), 3),
    },
    ratio(`${title}: bare app's CPU to this one's`, cost),
    ratio(`${title}: answers a second, this app's to the bare one's`, rate),
  ];
}

function ratio(measure: string, values: number[]): Measure {
  const middle = median(values);
  return {
    measure: `${measure}, median of ${
      values.length
    } pairs (half of them ${middleHalf(values, 2)})`,
    unit: '',
    here: round(middle, 2),
    target: `at least ${wantedRatio}`,
    holds: middle >= wantedRatio,
  };
}
