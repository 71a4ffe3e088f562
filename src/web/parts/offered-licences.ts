import { catalogVersion } from '../../store/catalog-version.ts';
import { commonTerms } from '../../store/common-terms.ts';
import type { Reader } from '../../store/database.ts';

const OFFERED = 12;

interface Offered {
  readonly version: string;
  readonly licences: readonly string[];
}

/** Counted once for each state of the catalog: it takes longer than a page. */
const offered = new WeakMap<Reader, Offered>();

/** The licences that most releases have, as the catalog names them. */
export async function offeredLicences(reader: Reader): Promise<readonly string[]> {
  const version = await catalogVersion(reader);
  const known = offered.get(reader);
  if (known?.version === version) return known.licences;
  const licences = await commonTerms(reader, 'license', OFFERED);
  offered.set(reader, { version, licences });
  return licences;
}
