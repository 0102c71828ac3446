import { Level } from '@paved-path/backstage-plugin-service-health-common';
import styles from './CellBar.module.css';

/** What one cell stands for: there, on its way, not wanted yet, or missing. */
export type Cell = 'on' | 'starting' | 'empty' | 'missing';

const MOST_CELLS = 20;

/** One cell per pod; above 20 pods one piece per run of equal cells. */
export function CellBar(options: {
  cells: Cell[];
  level: Level;
  /** Leave out where a picture around it has the sentence */
  sentence?: string;
}) {
  const { cells, level, sentence } = options;
  const label = sentence ? { role: 'img', 'aria-label': sentence } : {};
  return (
    <div className={styles.cells} data-level={level} {...label}>
      {toPieces(cells).map(({ cell, width }, index) => (
        <i
          key={`${index}-${cell}`}
          className={styles[cell]}
          data-level={cell === 'missing' ? 'degraded' : undefined}
          style={{ flexGrow: width }}
        />
      ))}
    </div>
  );
}

function toPieces(cells: Cell[]): { cell: Cell; width: number }[] {
  if (cells.length <= MOST_CELLS) {
    return cells.map(cell => ({ cell, width: 1 }));
  }
  const pieces: { cell: Cell; width: number }[] = [];
  for (const cell of cells) {
    const last = pieces[pieces.length - 1];
    if (last?.cell === cell) {
      last.width += 1;
    } else {
      pieces.push({ cell, width: 1 });
    }
  }
  return pieces;
}
