import type { WebContext } from '../web-env.ts';
import { ApiProblem } from './problem.ts';

/**
 * Throws ApiProblem unless whoever asks may change something. Only a token that comes with the request itself lets them:
 * a cookie is sent by every page that a browser shows. Who may read was asked before (src/web/access/gate.ts).
 */
export function requireWriting(c: WebContext): void {
  const { by, mayWrite } = c.var.visitor;
  if (by !== 'bearer') {
    throw new ApiProblem(
      'token-missing',
      'Send a token that may write as "Authorization: Bearer mw_…"; "modelwatch token create --write" makes one.',
      { headers: { 'www-authenticate': 'Bearer realm="modelwatch"' } },
    );
  }
  if (!mayWrite) {
    throw new ApiProblem(
      'token-reads-only',
      'This token is for reading: "modelwatch token create --write" makes one that may write.',
    );
  }
}
