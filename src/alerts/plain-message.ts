import { phrasesOf } from './languages/index.ts';
import type { MessageParts } from './message-parts.ts';

/** A message without markup, for services and places that know none: facts, lines, and links with their labels. */
export function plainLines({ language, summary, lines, links }: MessageParts): string[] {
  const { labelled } = phrasesOf(language);
  return [
    ...(summary === null ? [] : [summary]),
    ...lines,
    ...links.map(({ label, url }) => labelled(label, url)),
  ];
}
