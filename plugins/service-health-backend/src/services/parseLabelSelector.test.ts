import { parseLabelSelector } from './parseLabelSelector';
import { selectsOnly } from './selectsOnly';

const labels = ['app', 'app.kubernetes.io/name'];

describe('selectsOnly()', () => {
  it.each([
    'app=visits',
    'app == visits',
    'app in (visits)',
    'tier=web,app=visits',
    'app.kubernetes.io/name=visits,tier notin (batch, cron)',
    'app=visits,!canary',
  ])('takes "%s"', text => {
    expect(selectsOnly(parseLabelSelector(text) ?? [], labels, 'visits')).toBe(
      true,
    );
  });

  it.each([
    'app=payments',
    'app!=visits',
    'app in (visits, payments)',
    'app',
    '!app',
    'tier=visits',
    'app notin (visits)',
  ])('refuses "%s"', text => {
    expect(selectsOnly(parseLabelSelector(text) ?? [], labels, 'visits')).toBe(
      false,
    );
  });
});

describe('parseLabelSelector()', () => {
  it.each([
    '',
    'app=',
    'app in (a,b',
    'app=visits&limit=1',
    'app=visits,',
    'app = a b',
    `app=${'a'.repeat(2_000)}`,
  ])('does not read "%s" as more than it is', text => {
    const selector = parseLabelSelector(text);

    expect(
      selector === undefined || !selectsOnly(selector, labels, 'visits'),
    ).toBe(true);
  });
});
