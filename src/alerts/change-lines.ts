import type { ToldChange } from '../domain/told-changes.ts';
import { momentInWords } from './dates.ts';
import { LINE_LENGTH, safeLine } from './hostile-text.ts';
import { licenceInWords } from './licence-and-languages.ts';
import { contextInWords, parametersInWords } from './numbers.ts';

/** What was told, what is so, and who says it: `Licence: MIT, not Apache 2.0 (stated by the lab in the model card)`. */
export function changeLines(changes: readonly ToldChange[]): string[] {
  return changes.map(({ kind, model, attribute, was, is, reason, source }) => {
    const subject = `${model === '' ? '' : `${model}, `}${LABELS[attribute] ?? attribute.replaceAll('_', ' ')}`;
    const [before, now] = [valueInWords(attribute, was), valueInWords(attribute, is)];
    const said = kind === 'corrected' ? `${now}, not ${before}` : `${now}, before ${before}`;
    const why = [reason, source].filter((part) => part !== '').join('; ');
    return safeLine(`${capital(subject)}: ${said}${why === '' ? '' : ` (${why})`}`, LINE_LENGTH * 3);
  });
}

const LABELS: Readonly<Record<string, string>> = {
  license: 'licence',
  total_parameters: 'size',
  active_parameters: 'active parameters',
  context_length: 'context',
  released_on: 'day of release',
  openness: 'openness',
};

function valueInWords(attribute: string, value: string | number): string {
  if (attribute === 'license') return licenceInWords(value) ?? String(value);
  if (attribute === 'released_on') return momentInWords(String(value)) ?? String(value);
  if (typeof value !== 'number') return value.replaceAll('-', ' ');
  return attribute === 'context_length' ? contextInWords(value) : parametersInWords(value);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
