import type { CardFacts, LabelledLink } from '../../../domain/repo-facts.ts';

/** `[label](url)`, also around a badge; an anchor of HTML. All repetitions are bounded: a hostile card costs nothing. */
const LINKS =
  /\[((?:[^[\]!]|!(?!\[)|!?\[[^[\]]{0,200}\](?:\([^()\s]{0,500}\))?){0,200})\]\(\s*<?(https?:\/\/[^\s<>()]{4,500})>?[^()]{0,200}\)|<a\s[^>]{0,300}?href\s*=\s*["'](https?:\/\/[^"'\s<>]{4,500})["'][^>]{0,300}>([\s\S]{0,1000}?)<\/a>/gi;
const PAPER_LABEL = /\b(?:papers?|technical report|tech report|report|arxiv)\b|论文|技术报告/i;
const BLOG_LABEL = /\b(?:blogs?|announcement|release notes?)\b|博客|公告/i;
const ARXIV = /arxiv\.org\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5})/i;
/** What a card cites of itself, as BibTeX. */
const CITED = /eprint\s*=\s*[{"]?\s*(\d{4}\.\d{4,5})/gi;
const MOST_LINKS = 500;
/** What a card links to of its own stands above or below its text, not behind a megabyte of tables. */
const LOOKED_AT = 200_000;

/**
 * The paper and the announcement that a card links to: the first links that are labelled so; else the one paper that it
 * cites or links to at all. Cards link to other people's papers too, so that of several without a label none is taken.
 */
export function readLinks(body: string): Pick<CardFacts, 'paper' | 'announcement'> {
  const text = body.slice(0, LOOKED_AT);
  const links = findLinks(text);
  return { paper: paperOf(links, text), announcement: announcementOf(links) };
}

function findLinks(body: string): LabelledLink[] {
  const links: LabelledLink[] = [];
  for (const [, label, url, address, inner] of body.matchAll(LINKS)) {
    const found = parsePublicUrl(url ?? address ?? '');
    if (found !== null) links.push({ url: found, label: labelOf(label ?? inner ?? '') });
    if (links.length === MOST_LINKS) break;
  }
  return links;
}

function paperOf(links: readonly LabelledLink[], body: string): LabelledLink | null {
  const labelled = links.find(
    ({ url, label }) => PAPER_LABEL.test(label) && (ARXIV.test(url) || isDocument(url)),
  );
  if (labelled !== undefined) return { ...labelled, url: canonical(labelled.url) };
  const cited = new Set([...body.matchAll(CITED)].map(([, id = '']) => id));
  const linked = new Set(links.flatMap(({ url }) => ARXIV.exec(url)?.[1] ?? []));
  const [only, ...others] = cited.size > 0 ? cited : linked;
  if (only === undefined || others.length > 0) return null;
  return { url: `https://arxiv.org/abs/${only}`, label: cited.size > 0 ? 'citation' : 'link' };
}

function announcementOf(links: readonly LabelledLink[]): LabelledLink | null {
  return links.find(({ url, label }) => BLOG_LABEL.test(label) && !ARXIV.test(url)) ?? null;
}

function isDocument(url: string): boolean {
  return (
    /\.pdf(?:$|[?#])/i.test(url) || /^https:\/\/(?:huggingface\.co\/papers|openreview\.net)\//i.test(url)
  );
}

function canonical(url: string): string {
  const id = ARXIV.exec(url)?.[1] ?? /huggingface\.co\/papers\/(\d{4}\.\d{4,5})/.exec(url)?.[1];
  return id === undefined ? url : `https://arxiv.org/abs/${id}`;
}

/** The label's words: of a badge, its alternative text, too. */
function labelOf(markup: string): string {
  const alternatives = [...markup.matchAll(/alt\s*=\s*["']([^"'<>]{0,200})["']/gi)].map(
    ([, alt = '']) => alt,
  );
  const words = markup.replaceAll(/<[^<>]{0,500}>/g, ' ').replaceAll(/\]\([^()\s]{0,500}\)/g, ' ');
  return `${alternatives.join(' ')} ${words}`
    .replaceAll(/[[\]!*_`#]+|\s+/g, ' ')
    .trim()
    .slice(0, 100);
}

/** An address that may be shown: http(s), without credentials. Null for any other. */
export function parsePublicUrl(written: string): string | null {
  if (written.length > 500 || !URL.canParse(written)) return null;
  const url = new URL(written);
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
    return null;
  return url.href;
}
