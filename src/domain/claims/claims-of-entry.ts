import type { Lab } from '../lab.ts';
import { attributes, type EntryObservation } from '../observation.ts';
import type { Extraction } from './claim.ts';
import type { ClaimValue } from './claim-value.ts';
import { parseClaim } from './parse-claim.ts';
import { parseDeveloper } from './parse-developer.ts';
import type { SaidClaim } from './said-claim.ts';

const KNOWN: ReadonlySet<string> = new Set(attributes);

/** What the fields of a table row, infobox or catalogue's entry say; fields that are no attribute are left with the record. */
export function claimsOfEntry(entry: EntryObservation, labs: ReadonlyMap<string, Lab>): SaidClaim[] {
  const fields = Object.entries(entry.fields).filter(([attribute]) => KNOWN.has(attribute));
  const developer = entry.developer === null || 'developer' in entry.fields ? [] : [entry.developer];
  const place = `${entry.statement}: ${entry.place}`;
  const said = (attribute: string, written: string): SaidClaim[] =>
    valuesOf(attribute, written, null, labs).map((value) => ({
      model: '',
      attribute,
      value,
      written,
      extraction: entry.statement === 'sentence' ? 'text' : ('entry' satisfies Extraction),
      place,
      url: entry.url,
      quote: entry.quote,
    }));
  return [
    ...fields.flatMap(([attribute, written]) => said(attribute, written)),
    ...developer.flatMap((written) => said('developer', written)),
  ];
}

/** Developers are read by the labs that are known, everything else by its shape. */
export function valuesOf(
  attribute: string,
  written: string,
  asOf: string | null,
  labs: ReadonlyMap<string, Lab>,
): ClaimValue[] {
  const values = parseClaim(attribute, written, asOf);
  const [first] = values;
  if ((attribute !== 'developer' && attribute !== 'owner') || first?.kind !== 'text') return values;
  return [parseDeveloper(first.text, labs)];
}
