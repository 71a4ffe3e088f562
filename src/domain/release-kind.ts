import type { Kind } from './catalog.ts';

/** Whether a repo of this kind answers in language: what people mean by "a Chinese model was released". */
export function isLanguageModel(kind: Kind): boolean {
  return kind === 'llm' || kind === 'vlm';
}

/** The kind of a release, from those of its repos: what most of its language models are, `vlm` where they are even. */
export function releaseKind(repoKinds: readonly Kind[]): Kind {
  const llms = repoKinds.filter((kind) => kind === 'llm').length;
  const vlms = repoKinds.filter((kind) => kind === 'vlm').length;
  if (llms + vlms > 0) return llms > vlms ? 'llm' : 'vlm';
  if (repoKinds.length > 0 && repoKinds.every((kind) => kind === 'other')) return 'other';
  return 'unknown';
}
