import { randomUUID } from 'node:crypto';
import { OutgoingHttpHeaders } from 'node:http';

/** Without it a visit would be a bot's, and not counted. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const everyRequest = {
  'sec-ch-ua': '"Not:A-Brand";v="8", "Chromium";v="156"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'user-agent': userAgent,
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-US,en;q=0.9',
};

/** What Chromium 156 sends, beside `Host` and `Connection`, when an address is opened; taken from it on 2026-11-27. */
export function navigationHeaders(): OutgoingHttpHeaders {
  return {
    ...everyRequest,
    'upgrade-insecure-requests': '1',
    accept:
      'text/html,application/xhtml+xml,application/xml;q=0.9,image/jxl,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
    'sec-fetch-site': 'none',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-user': '?1',
    'sec-fetch-dest': 'document',
  };
}

/** What the page's script sends from there for a new visit, to a server of this origin; taken on the same day. */
export function visitHeaders(origin: string): OutgoingHttpHeaders {
  return {
    ...everyRequest,
    pragma: 'no-cache',
    'cache-control': 'no-cache',
    'idempotency-key': randomUUID(),
    accept: '*/*',
    origin,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
    referer: `${origin}/`,
  };
}

/** A new visit by a client that decodes nothing, such as curl without options. */
export function plainVisitHeaders(): OutgoingHttpHeaders {
  return {
    'user-agent': userAgent,
    'idempotency-key': randomUUID(),
    accept: '*/*',
  };
}
