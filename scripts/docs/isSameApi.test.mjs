import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { isSameApi } from './isSameApi.mjs';

const report = `// @public
type Level = 'healthy' | 'down';

// @public
function judge(level: Level): Level | undefined;
`;

test('the parts of a union may stand in any order', () => {
  assert.ok(
    isSameApi(
      report,
      report.replace("'healthy' | 'down'", "'down' | 'healthy'"),
    ),
  );
});

test('a new, lost or renamed part is another API', () => {
  assert.ok(!isSameApi(report, report.replace("'down'", "'down' | 'unknown'")));
  assert.ok(!isSameApi(report, report.replace(" | 'down'", '')));
  assert.ok(!isSameApi(report, report.replace('judge', 'decide')));
});

test('a part that moved to another declaration is another API', () => {
  const moved = report
    .replace(" | 'down'", '')
    .replace('Level | undefined', "Level | 'down' | undefined");
  assert.ok(!isSameApi(report, moved));
});
