import type { Voice } from '../domain/signals/voice.ts';
import { safeLine } from './hostile-text.ts';
import { listed } from './lists.ts';

/** Somebody who says that a release is there, or comes. */
export interface SaidBy {
  readonly publisher: string;
  readonly voice: Voice;
}

const SPEAKERS_SHOWN = 5;

/** The lines of a release that has no weights: who says so, the first of them in these words. */
export function saidLines(saidBy: readonly SaidBy[], quote: string): readonly string[] {
  const words = safeLine(quote);
  return [...saidByLine('Said by', saidBy), ...(words === '' ? [] : [`“${words}”`])];
}

/** Who else says so, of a release whose weights are there; no line where nobody does. */
export function saidByLine(label: string, saidBy: readonly SaidBy[]): readonly string[] {
  const speakers = new Set(saidBy.map(inWords).filter((words) => words !== ''));
  return speakers.size === 0 ? [] : [`${label}: ${listed([...speakers], SPEAKERS_SHOWN)}`];
}

function inWords({ publisher, voice }: SaidBy): string {
  const name = safeLine(publisher, 100);
  if (name === '') return '';
  if (voice === 'lab') return `the lab itself (${name})`;
  return voice === 'catalogue' ? `${name} (which lists it)` : name;
}
