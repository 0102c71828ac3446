import { checkApiReports } from './docs/apiReports.mjs';

// With --write the reports are written; without, each that is not current is named
const write = process.argv.includes('--write');
const changed = checkApiReports({ write });
for (const report of changed) {
  console.log(
    write
      ? `Wrote ${report}`
      : `${report} is not current: run "yarn tsc" and "node scripts/api-reports.mjs --write", and look at the change`,
  );
}
process.exitCode = write || changed.length === 0 ? 0 : 1;
