import type { WebContext } from '../web-env.ts';
import type { ApiDocument } from './document.ts';
import type { Operation } from './operation.ts';

export function referencePage(
  c: WebContext,
  document: ApiDocument,
  operations: readonly Operation[],
): Response {
  return c.json([document, operations.length]);
}
