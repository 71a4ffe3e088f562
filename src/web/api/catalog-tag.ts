import { catalogVersion } from '../../store/catalog-version.ts';
import type { WebContext } from '../web-env.ts';
import { tagOf } from './answers.ts';
import type { ApiContext } from './dependencies.ts';

/**
 * Of an answer that is made from the catalog, the configuration and the question alone, known before it is made.
 * `question`: as it is understood, since the last 7 days are others tomorrow.
 */
export async function catalogTag(api: ApiContext, c: WebContext, question: unknown): Promise<string> {
  const version = await catalogVersion(api.database.reader);
  return tagOf(JSON.stringify([version, api.edition, c.req.path, question]));
}
