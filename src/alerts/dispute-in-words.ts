import type { ToldDispute, ToldSide } from '../domain/alert.ts';
import { safeLine } from './hostile-text.ts';
import type { Language } from './language.ts';
import { listedIn, phrasesOf } from './languages/index.ts';
import type { Reader } from './reader.ts';
import { valueInWords } from './value-in-words.ts';

const SIDES_SHOWN = 3;
const NAME_LENGTH = 120;
const REASON_LENGTH = 160;

/** Both sides of it: `GLM-4.5, total parameters: 355B (config.json: counted); against it 400B (Gazette)`. */
export function disputeInWords(
  { subject, attribute, believed, against }: ToldDispute,
  reader: Reader,
): string {
  const { digest: words } = phrasesOf(reader.language);
  const bare = attribute.replace(/ \(.*$/, '');
  const side = ({ value, source }: ToldSide, reason: string) =>
    words.because(
      safeLine(valueInWords(bare, value, reader), NAME_LENGTH),
      safeLine(source, NAME_LENGTH),
      safeLine(reason, REASON_LENGTH),
    );
  return words.dispute(
    safeLine(subject, NAME_LENGTH),
    attributeInWords(bare, reader.language),
    believed === null ? null : side(believed, believed.reason),
    listedIn(reader.language, [...new Set(against.map((one) => side(one, '')))], SIDES_SHOWN),
  );
}

export function attributeInWords(attribute: string, language: Language): string {
  const { attributes, disputedFact } = phrasesOf(language);
  return attributes[attribute] ?? safeLine(disputedFact(attribute), 40);
}
