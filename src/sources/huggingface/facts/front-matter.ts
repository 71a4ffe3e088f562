import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { CardFacts } from '../../../domain/repo-facts.ts';
import { parsePublicUrl } from './card-links.ts';
import { readModelIndex } from './model-index.ts';

export type FrontMatter = Pick<
  CardFacts,
  'license' | 'licenseLink' | 'languages' | 'baseModels' | 'pipelineTag' | 'tags' | 'benchmarks'
>;

export interface SplitCard {
  /** YAML between the first two lines of `---` (https://huggingface.co/docs/hub/model-cards); null where there is none. */
  readonly front: string | null;
  readonly body: string;
}

/** Cards that list the results of embedding models have the longest, a few hundred kilobytes of YAML. */
const LONGEST_FRONT = 300_000;
/** Anchors have no use in a card, and a few of them can stand for gigabytes: https://en.wikipedia.org/wiki/Billion_laughs_attack. */
const MOST_ALIASES = 20;
/** The deepest of a card is model-index › results › metrics › args. */
const DEEPEST = 40;

export function splitCard(readme: string): SplitCard {
  const text = readme.replace(/^\uFEFF/, '');
  const opened = /^\s{0,8}---[ \t]*\r?\n/.exec(text);
  if (opened === null) return { front: null, body: text };
  const closed = /^---[ \t]*$/m;
  const rest = text.slice(opened[0].length);
  const end = closed.exec(rest);
  if (end === null) return { front: null, body: text };
  return { front: rest.slice(0, end.index), body: rest.slice(end.index + end[0].length) };
}

/** Front matter as facts; what is missing, odd or cannot be read is empty. */
export function readFrontMatter(front: string | null): FrontMatter {
  const parsed = frontMatterSchema.safeParse(front === null ? {} : parseYaml(front));
  return parsed.success ? parsed.data : NOTHING;
}

const NOTHING: FrontMatter = {
  license: null,
  licenseLink: null,
  languages: [],
  baseModels: [],
  pipelineTag: null,
  tags: [],
  benchmarks: [],
};

function parseYaml(front: string): unknown {
  if (front.length > LONGEST_FRONT || isDeep(front)) return null;
  try {
    const document = parseDocument(front, { uniqueKeys: false, logLevel: 'silent', schema: 'core' });
    // A tab or a colon too many somewhere: what was read before it is not worth guessing about.
    if (document.errors.length > 0) return null;
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  } catch (error) {
    // ReferenceError: too many aliases, or one to nothing. RangeError: nested too deep for the parser.
    if (error instanceof ReferenceError || error instanceof RangeError) return null;
    throw error;
  }
}

/** The parser calls itself for each level: brackets and dashes that open level after level would end the process's stack. */
function isDeep(front: string): boolean {
  let depth = 0;
  for (const [mark] of front.matchAll(/[[\]{}]/g)) {
    depth += mark === '[' || mark === '{' ? 1 : -1;
    if (depth > DEEPEST) return true;
  }
  return /(?:[-?:][ \t]+){40}/.test(front) || /^[ \t]{400}/m.test(front);
}

const frontMatterSchema = z.record(z.string(), z.unknown()).transform((front): FrontMatter => {
  const declared = texts(front.license).join(', ');
  const link = text(front.license_link);
  return {
    // https://huggingface.co/docs/hub/repositories-licenses: `other` names itself elsewhere.
    license:
      (declared === 'other' || declared === '' ? text(front.license_name) : null) ?? (declared || null),
    licenseLink: link === null ? null : parsePublicUrl(link),
    languages: sortedUnique(texts(front.language)),
    baseModels: sortedUnique(texts(front.base_model).filter((name) => /^[\w.-]+\/[\w.-]+$/.test(name))),
    pipelineTag: text(front.pipeline_tag),
    tags: sortedUnique(texts(front.tags)),
    benchmarks: readModelIndex(front['model-index']),
  };
});

const LONGEST_TEXT = 200;
const MOST_ITEMS = 200;

function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const line = value.replaceAll(/\s+/g, ' ').trim();
  return line === '' || line.length > LONGEST_TEXT ? null : line;
}

/** A list of texts, or one text where somebody wrote no list. YAML makes `false` of a language called `no`. */
function texts(value: unknown): string[] {
  const items = Array.isArray(value) ? value.slice(0, MOST_ITEMS) : [value];
  return items.map((item) => (item === false ? 'no' : text(item))).filter((item) => item !== null);
}

function sortedUnique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
