import type { Language } from '../alerts/language.ts';
import { languageOf } from './language.ts';
import { NOBODY, type Visitor, type WebContext } from './web-env.ts';

/** What every page needs to know of the request that it answers. */
export interface Frame {
  readonly language: Language;
  readonly visitor: Visitor;
  readonly path: string;
  /** As it stands in the address; what was not understood of it is there, too. */
  readonly search: URLSearchParams;
}

export function frameOf(c: WebContext): Frame {
  const start = c.req.url.indexOf('?');
  return {
    language: languageOf(c),
    // Before the gate nobody is known: what goes wrong there is said all the same.
    visitor: c.get('visitor') ?? NOBODY,
    path: c.req.path,
    search: new URLSearchParams(start === -1 ? '' : c.req.url.slice(start)),
  };
}

/** This address with some of its parameters changed; null takes one out. */
export function addressWith(
  { path, search }: Pick<Frame, 'path' | 'search'>,
  changes: Readonly<Record<string, string | null>>,
): string {
  const changed = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) changed.delete(name);
    else changed.set(name, value);
  }
  const query = changed.toString();
  return query === '' ? path : `${path}?${query}`;
}
