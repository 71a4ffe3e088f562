import { catalogVersion } from '../../store/catalog-version.ts';
import type { Reader } from '../../store/database.ts';

/** What `make` makes of the catalog, made once for each state of it: for what takes longer than a page may. */
export function oncePerCatalog<T>(make: (reader: Reader) => Promise<T>): (reader: Reader) => Promise<T> {
  const made = new WeakMap<Reader, { readonly version: string; readonly what: Promise<T> }>();
  return async (reader) => {
    const version = await catalogVersion(reader);
    const known = made.get(reader);
    if (known?.version === version) return await known.what;
    const what = make(reader);
    made.set(reader, { version, what });
    // What failed is tried again, by the next who asks.
    what.catch(() => made.delete(reader));
    return await what;
  };
}
