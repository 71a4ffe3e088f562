import type { Kind, RepoRole } from './catalog.ts';
import {
  neverLanguageEndings,
  neverLanguageWords,
  seldomLanguageEndings,
  seldomLanguageWords,
  visionEndings,
  visionWords,
} from './name-words.ts';
import type { ParsedName } from './naming.ts';
import type { RepoObservation } from './observation.ts';

/** What of an observation says which kind of model a repo holds. */
export type KindHints = Pick<
  RepoObservation,
  'name' | 'createdAt' | 'pipelineTag' | 'libraryName' | 'tags' | 'baseModels'
>;

export interface Classification {
  readonly kind: Kind;
  readonly reason:
    | 'name-is-no-language-model'
    | 'tags-are-no-language-model'
    | 'pipeline-is-no-language-model'
    | 'pipeline-generates-text'
    | 'pipeline-reads-other-modalities'
    | 'tags-hear-and-answer'
    | 'tags-converse'
    | 'architecture-is-language-model'
    | 'base-is-no-language-model'
    | 'nothing-says';
}

const languagePipelines = new Set(['text-generation', 'text2text-generation', 'conversational']);
const multimodalPipelines = new Set([
  'any-to-any',
  'visual-question-answering',
  'document-question-answering',
]);

/** Tags that only speech or audio models bear which also answer in language (Kimi-Audio is filed under speech). */
const hearingTags =
  /^(?:audio-language-model|audio-llm|speech-language-model|speech-llm|multimodal-llm|mllm|vlm)$/;
const neverTags = new Set([
  'sparse-autoencoder',
  'sae',
  'reward-model',
  'sentence-transformers',
  'reranker',
  'lora',
]);

const notLanguageLibraries = new Set([
  'diffusers',
  'sentence-transformers',
  'flagembedding',
  'open_clip',
  'timm',
]);

/**
 * Which kind of model a repo holds, by its name, pipeline tag, tags (the architecture among them) and base model.
 * `unknown` where nothing says it: it is decided again when hints arrive, and a wrong `llm` would be a false alert.
 */
export function classifyKind(hints: KindHints, parsed: ParsedName): Classification {
  const tokens = ownWords(parsed);
  if (tokens.some(isNeverLanguage)) return { kind: 'other', reason: 'name-is-no-language-model' };
  if (hints.tags.some((tag) => neverTags.has(tag)))
    return { kind: 'other', reason: 'tags-are-no-language-model' };
  const sees = tokens.some(isVision);
  const byPipeline = classifyPipeline(hints, tokens, sees);
  if (byPipeline) return byPipeline;
  if (
    notLanguageLibraries.has(hints.libraryName ?? '') ||
    hints.tags.some((tag) => tag === 'diffusers' || tag.startsWith('diffusers:'))
  ) {
    return { kind: 'other', reason: 'tags-are-no-language-model' };
  }
  if (tokens.some(isSeldomLanguage)) return { kind: 'other', reason: 'name-is-no-language-model' };
  if (hints.tags.includes('conversational') || hints.tags.includes('text-generation')) {
    return { kind: sees || hasVisionArchitecture(hints) ? 'vlm' : 'llm', reason: 'tags-converse' };
  }
  return classifyArchitecture(hints, parsed, sees);
}

/** The words of a name that speak of the repo itself: not of what it was made from, and not of its format. */
function ownWords(parsed: ParsedName): string[] {
  return parsed.parts
    .filter(({ says }) => says === 'name' || says === 'line' || says === 'variant')
    .flatMap(({ token }) => {
      // `v3` is a version, `V` alone means that it sees.
      return token.word === token.lower || token.word.length === 1
        ? [token.lower]
        : [token.lower, token.word];
    });
}

function isNeverLanguage(word: string): boolean {
  return neverLanguageWords.has(word) || neverLanguageEndings.some((ending) => word.endsWith(ending));
}

function isSeldomLanguage(word: string): boolean {
  return seldomLanguageWords.has(word) || seldomLanguageEndings.some((ending) => word.endsWith(ending));
}

/** `4.5v`, `r1v` and `r1v3` are a version that sees. */
function isVision(word: string): boolean {
  if (visionWords.has(word) || /^[a-z]?\d+(?:\.\d+)?v\d?$/.test(word)) return true;
  return visionEndings.some((ending) => word.endsWith(ending));
}

function classifyPipeline(hints: KindHints, words: readonly string[], sees: boolean): Classification | null {
  const pipeline = hints.pipelineTag;
  if (pipeline === null) return null;
  if (languagePipelines.has(pipeline)) {
    const kind = sees || hasVisionArchitecture(hints) ? 'vlm' : 'llm';
    return { kind, reason: 'pipeline-generates-text' };
  }
  const makesPictures = words.some(isSeldomLanguage) || words.includes('gen');
  if (pipeline === 'any-to-any' && makesPictures && !hints.tags.includes('conversational')) {
    return { kind: 'other', reason: 'name-is-no-language-model' };
  }
  if (multimodalPipelines.has(pipeline) || /-text-to-text$/.test(pipeline)) {
    return { kind: 'vlm', reason: 'pipeline-reads-other-modalities' };
  }
  if (hints.tags.some((tag) => hearingTags.test(tag))) return { kind: 'vlm', reason: 'tags-hear-and-answer' };
  // Custom code is filed under features, or images to text, by what it inherits from.
  if (['feature-extraction', 'image-to-text'].includes(pipeline) && hints.tags.includes('conversational')) {
    return { kind: sees || pipeline === 'image-to-text' ? 'vlm' : 'llm', reason: 'tags-converse' };
  }
  return { kind: 'other', reason: 'pipeline-is-no-language-model' };
}

const knownArchitecturePart =
  /^(?:[a-z]?\d{1,4}|v\d{1,3}|moe|lite|flash|mini|pro|next|text|dense|linear|dsa|mla|oss|mtp|hybrid|vl|vlm|v|omni|vision|audio)$/;

/** Architecture tags are the model's `model_type`: words joined by underscores (`qwen3_vl_moe`, `glm4_moe`). */
function architectureTags(hints: KindHints): string[] {
  return hints.tags.filter((tag) => /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(tag));
}

function hasVisionArchitecture(hints: KindHints): boolean {
  return architectureTags(hints).some((tag) => {
    const parts = tag.split('_');
    return (
      parts.length > 1 &&
      parts.some((part, index) => index > 0 && /^(?:vl|vlm|v|omni|vision|audio)$/.test(part))
    );
  });
}

function classifyArchitecture(hints: KindHints, parsed: ParsedName, sees: boolean): Classification {
  const family = (parsed.parts.find((part) => part.says === 'name')?.token.word ?? '').replace(
    /[^a-z0-9]/g,
    '',
  );
  const ofFamily = architectureTags(hints).filter(
    (tag) => family.length > 1 && tag.startsWith(family) && /[_\d]/.test(tag),
  );
  const parts = ofFamily.flatMap((tag) => tag.split('_').slice(1));
  if (parts.some(isNeverLanguage)) return { kind: 'other', reason: 'tags-are-no-language-model' };
  // An architecture with a word that nobody knows may be a new thing altogether: it waits for a better hint.
  if (ofFamily.length > 0 && parts.every((part) => knownArchitecturePart.test(part))) {
    return {
      kind: sees || hasVisionArchitecture(hints) ? 'vlm' : 'llm',
      reason: 'architecture-is-language-model',
    };
  }
  const baseWords = (hints.baseModels?.names ?? []).flatMap((name) => name.toLowerCase().split(/[^a-z0-9]+/));
  if (baseWords.some((word) => isNeverLanguage(word) || isSeldomLanguage(word))) {
    return { kind: 'other', reason: 'base-is-no-language-model' };
  }
  return { kind: 'unknown', reason: 'nothing-says' };
}

/** Until the end of 2024 labs gave the bare name to the base (Qwen2.5-7B), since then to the chat model (Qwen3-8B). */
const bareNameIsChatSince = Date.parse('2025-01-01T00:00:00Z');

/** What a repo is for within its release. Where the name does not say, its age and its base model do. */
export function classifyRole(hints: KindHints, parsed: ParsedName, kind: Kind): RepoRole {
  if (kind === 'other') return 'other';
  if (parsed.role !== null) return parsed.role;
  const words = ownWords(parsed);
  // R1, o1, OR1, X1: the names that reasoning models have had since OpenAI's o1.
  if (words.some((word) => /^(?:o|r|or|x|z)\d(?:\.\d)?$/.test(word))) return 'thinking';
  if (kind === 'vlm' || parsed.totalParameters === null || words.some((word) => word.includes('chat')))
    return 'chat';
  const derivesFromBase = hints.baseModels?.names.some((name) => /-base$/i.test(name)) ?? false;
  if (derivesFromBase || parsed.date !== null || hints.createdAt === null) return 'chat';
  return Date.parse(hints.createdAt) < bareNameIsChatSince ? 'base' : 'chat';
}
