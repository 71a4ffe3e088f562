import type { MessageParts } from './message-parts.ts';

/** A message without markup, for services and places that know none: facts, lines, and links with their labels. */
export function plainLines({ summary, lines, links }: MessageParts): string[] {
  return [
    ...(summary === null ? [] : [summary]),
    ...lines,
    ...links.map(({ label, url }) => `${label}: ${url}`),
  ];
}
