import { commonTerms } from '../../store/common-terms.ts';
import { oncePerCatalog } from './once-per-catalog.ts';

const OFFERED = 12;

/** The licences that most releases have, as the catalog names them. */
export const offeredLicences = oncePerCatalog((reader) => commonTerms(reader, 'license', OFFERED));
