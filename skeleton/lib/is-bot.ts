/**
 * How crawlers, previews and checks name themselves. Programs such as curl are no bots: whoever runs them means to
 * count. Phones of the maker Cubot are none either.
 */
const BOT =
  /(?<!cu)bot\b|crawler|spider|slurp|preview|externalhit|google-|-google|lighthouse|yandex|ia_archiver|vkshare|whatsapp|tumblr/i;

/** Whether a request's `User-Agent` names a program that no visitor sits behind. */
export function isBot(userAgent: string | null): boolean {
  return userAgent !== null && BOT.test(userAgent);
}
