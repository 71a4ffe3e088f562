import { safeLine } from '../hostile-text.ts';

/** Names are cut well before the title is, so that no name can push the verb out of sight. */
const NAME_LENGTH = 100;

/** A name as it stands in a sentence; `otherwise` where nothing of it can be shown. */
export function shownName(text: string, otherwise: string): string {
  return safeLine(text, NAME_LENGTH) || otherwise;
}
