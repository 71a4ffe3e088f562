import type { ToldChange } from '../domain/told-changes.ts';
import { momentInWords } from './dates.ts';
import { LINE_LENGTH, safeLine } from './hostile-text.ts';
import { phrasesOf } from './languages/index.ts';
import { licenceInWords } from './licence-and-languages.ts';
import { contextInWords, parametersInWords } from './numbers.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';

/** What was told, what is so, and who says it: `Licence: MIT, not Apache 2.0 (stated by the lab in the model card)`. */
export function changeLines(changes: readonly ToldChange[], reader: Reader = ENGLISH_READER): string[] {
  const phrases = phrasesOf(reader.language);
  return changes.map(({ kind, model, attribute, was, is, reason, source }) => {
    const what = phrases.attributes[attribute] ?? phrases.disputedFact(attribute);
    const subject = model === '' ? what : phrases.and([model, what]);
    const [before, now] = [was, is].map((value) => valueInWords(attribute, value, reader));
    const said = phrases.changed(subject, now ?? '', before ?? '', kind);
    // Why something is believed is known in English words alone.
    const why = reader.language === 'en' ? [reason, source] : [source];
    const words = why.filter((part) => part !== '').join('; ');
    return safeLine(words === '' ? said : phrases.detailed(said, words), LINE_LENGTH * 3);
  });
}

function valueInWords(attribute: string, value: string | number, reader: Reader): string {
  const { states } = phrasesOf(reader.language);
  if (attribute === 'license') return licenceInWords(value, reader.language) ?? String(value);
  if (attribute === 'released_on') return momentInWords(String(value), reader) ?? String(value);
  if (typeof value !== 'number') return states[value] ?? value.replaceAll('-', ' ');
  return attribute === 'context_length' ? contextInWords(value) : parametersInWords(value);
}
