import { timingSafeEqual } from 'node:crypto';
import { Request } from 'express';

/** Who a request says it is: no one, the host's user, or a wrong login. */
export type Caller = 'anonymous' | 'user' | 'rejected';

/** Tells who sent a request; a token works as password, as on Gitea. */
export function callerOf(
  request: Request,
  account: { username: string; password: string },
): Caller {
  const [scheme, value = ''] = (request.get('authorization') ?? '').split(' ');
  switch (scheme?.toLowerCase()) {
    case '':
      return 'anonymous';
    case 'token':
    case 'bearer':
      return same(value, account.password) ? 'user' : 'rejected';
    case 'basic': {
      const login = Buffer.from(value, 'base64').toString();
      return same(login, `${account.username}:${account.password}`)
        ? 'user'
        : 'rejected';
    }
    default:
      return 'rejected';
  }
}

function same(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
