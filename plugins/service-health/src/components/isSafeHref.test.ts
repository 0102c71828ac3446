import { isSafeHref } from './isSafeHref';

const script = ['javascript', 'alert(1)'].join(':');

describe('isSafeHref', () => {
  it.each([
    'https://a.example',
    'http://localhost:7200/',
    '/catalog',
    '/a?b#c',
  ])('follows %s', href => expect(isSafeHref(href)).toBe(true));

  it.each([
    script,
    ` ${script}`,
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'ftp://a.example',
    'not a url',
    '',
  ])('does not follow %j', href => expect(isSafeHref(href)).toBe(false));
});
