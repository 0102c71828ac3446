import { Measure, Results } from './Results';

const width = 860;
const margin = 16;
const barWidth = 640;
const rowHeight = 62;
const barHeight = 13;

/** Pairs of bars, each pair on a scale of its own; the words beside them carry the values. */
export function drawChart(all: Results[]): string {
  const rows = all.flatMap(({ measures }) => measures).filter(isPair);
  const height = rows.length * rowHeight + 48;
  const title = rows
    .map(({ measure, here, peer, unit }) =>
      [`${measure}: here ${here}`, unit, `beside ${peer}`, unit].join(' '),
    )
    .join('; ');

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(
    title,
  )}" font-family="system-ui, sans-serif" font-size="13">
<style>
  text { fill: #1f2933 } .muted { fill: #52606d } .here { fill: #15803d } .peer { fill: #9aa5b1 } .ground { fill: #fff }
  @media (prefers-color-scheme: dark) { text { fill: #e4e7eb } .muted { fill: #cbd2d9 } .here { fill: #4ade80 } .peer { fill: #616e7c } .ground { fill: #1f2933 } }
</style>
<rect class="ground" width="${width}" height="${height}" rx="8"/>
<rect class="here" x="${margin}" y="16" width="12" height="12" rx="2"/><text x="34" y="27">here</text>
<rect class="peer" x="90" y="16" width="12" height="12" rx="2"/><text x="108" y="27">what people use today; shorter is better</text>
${rows.map((row, index) => drawRow(row, 44 + index * rowHeight)).join('\n')}
</svg>
`;
}

type Pair = Measure & { here: number; peer: number };

function isPair(measure: Measure): measure is Pair {
  return typeof measure.here === 'number' && typeof measure.peer === 'number';
}

function drawRow({ measure, unit, here, peer }: Pair, top: number): string {
  const most = Math.max(here, peer, Number.MIN_VALUE);
  const bar = (name: string, value: number, y: number) => {
    const length = Math.max((value / most) * barWidth, 2);
    return `<rect class="${name}" x="${margin}" y="${y}" width="${length.toFixed(
      1,
    )}" height="${barHeight}" rx="2"/><text class="muted" x="${(
      margin +
      length +
      8
    ).toFixed(1)}" y="${y + 11}" font-size="12">${escape(
      `${value.toLocaleString('en-GB')} ${unit}`.trim(),
    )}</text>`;
  };
  return `<text x="${margin}" y="${top + 11}">${escape(measure)}</text>
${bar('here', here, top + 18)}
${bar('peer', peer, top + barHeight + 20)}`;
}

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;');
}
