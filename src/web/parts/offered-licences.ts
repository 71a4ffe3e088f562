import { commonTerms } from '../../store/common-terms.ts';
import { oncePerCatalog } from './once-per-catalog.ts';

const OFFERED = 12;
/** Some cards hold whole sentences there, or worse: nobody filters by these. */
const IDENTIFIER = /^[a-z0-9][a-z0-9._+-]{0,40}$/;

/** The licences that most releases have, as the catalog names them. */
export const offeredLicences = oncePerCatalog(async (reader) => {
  const common = await commonTerms(reader, 'license', OFFERED * 2);
  return common.filter((license) => IDENTIFIER.test(license)).slice(0, OFFERED);
});
