import type { AiContext } from './ai-context.ts';
import { aiContext, speaksOfTheTrade } from './ai-context.ts';
import type { FoldedText } from './fold.ts';
import { foldText } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import type { NamedPlace } from './names-in-texts.ts';
import { namedGenerations, namedPlaces } from './names-in-texts.ts';
import type { Span } from './sentences.ts';
import { splitSentences } from './sentences.ts';

/** What is read of an item. */
export interface ArticleText {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly links?: readonly string[];
  readonly publishedAt?: string | null;
  /** The lab that the source belongs to. */
  readonly lab?: string;
  /** The source is the lab's own voice: the lab is the subject also where nobody is named. */
  readonly official?: boolean;
}

/** One sentence of an item, with the names in it that count. */
export interface ReadSentence {
  readonly text: FoldedText;
  readonly span: Span;
  readonly part: 'title' | 'lead' | 'body';
  readonly places: readonly NamedPlace[];
}

/** An item read: its sentences that name somebody, the title first. */
export interface ReadArticle {
  readonly title: FoldedText;
  readonly titleSpan: Span;
  readonly sentences: readonly ReadSentence[];
  readonly context: AiContext;
  /** The beginning of the summary, or else of the text, folded. */
  readonly lead: string;
  /** Characters of summary and text. */
  readonly length: number;
}

/** A title of 100 kB is no title. */
const longest = { title: 1_000, summary: 4_000, text: 20_000 };
const leadSentences = 2;

/** Finds the names of an item that count; null where there are none and the page is nobody's own. */
export function readArticle(article: ArticleText, lexicon: Lexicon): ReadArticle | null {
  const title = foldText(article.title, longest.title);
  const summary = foldText(article.summary, longest.summary);
  const body = foldText(article.text === article.summary ? '' : article.text, longest.text);
  const texts = [title, summary, body].map((text) => ({ text, places: namedPlaces(lexicon, text) }));
  if (texts.every(({ places }) => places.length === 0) && !article.official) return null;
  const context = aiContext(`${title.folded} ${summary.folded} ${body.folded.slice(0, 1_000)}`);
  const sureLabs = new Set(
    texts
      .flatMap(({ places }) => places.filter((place) => isEvidence(place, context)))
      .map(({ lab }) => lineage(lexicon, lab)),
  );
  if (article.lab !== undefined && article.official) sureLabs.add(lineage(lexicon, article.lab));
  const leadIndex = summary.folded.trim() === '' ? 2 : 1;
  const sentences = texts.flatMap(({ text, places }, index) => {
    const spans = index === 0 ? [{ start: 0, end: text.folded.length }] : splitSentences(text);
    return spans.flatMap((span, order): ReadSentence[] => {
      const inside = places.filter((place) => place.start >= span.start && place.start < span.end);
      const counting = inside.filter((place) =>
        counts(place, inside, text.folded, span, { sureLabs, context, lexicon }),
      );
      const part = index === 0 ? 'title' : index === leadIndex && order < leadSentences ? 'lead' : 'body';
      return [{ text, span, part, places: counting }];
    });
  });
  const titleLabs = sentences[0]?.places.map(({ lab }) => lab) ?? [];
  const named = sentences.map((sentence) => withGenerations(sentence, lexicon, titleLabs, article));
  return {
    title,
    titleSpan: { start: 0, end: title.folded.length },
    sentences: named,
    context,
    lead: (leadIndex === 1 ? summary : body).folded.slice(0, 400),
    length: summary.folded.length + body.folded.length,
  };
}

/** Sister labs vouch for one another: Alibaba for Wan. */
export function lineage(lexicon: Lexicon, lab: string): string {
  return lexicon.roots.get(lab) ?? lab;
}

function isEvidence(place: NamedPlace, context: AiContext): boolean {
  if (place.standing === 'spaced') return context !== 'none';
  return place.standing !== 'ambiguous' && (!place.diversified || context !== 'none');
}

function counts(
  place: NamedPlace,
  beside: readonly NamedPlace[],
  text: string,
  span: Span,
  item: { sureLabs: ReadonlySet<string>; context: AiContext; lexicon: Lexicon },
): boolean {
  const sentence = text.slice(span.start, span.end);
  const kin = beside.filter(
    (other) => other !== place && lineage(item.lexicon, other.lab) === lineage(item.lexicon, place.lab),
  );
  // "Baidu launches Ernie 5": neither would do alone.
  if (place.standing === 'sure' || place.standing === 'shape') {
    return !place.diversified || item.context !== 'none' || kin.some(({ release }) => release !== null);
  }
  if (place.standing === 'spaced' && item.context !== 'none') return true;
  // A parent with many trades vouches for a child's everyday name only before a point version: Kling 2.1, not Wan 5.
  const vouches = (other: NamedPlace) =>
    other.standing === 'sure' &&
    (other.lab === place.lab ||
      !other.diversified ||
      item.context !== 'none' ||
      /\d\.\d/.test(place.release ?? ''));
  if (place.release !== null && kin.some(vouches)) return true;
  if (item.sureLabs.has(lineage(item.lexicon, place.lab))) return true;
  if (standsInChinese(place, text) && speaksOfTheTrade(sentence)) return true;
  return (
    item.context === 'sure' &&
    beside.some((other) => other.lab === place.lab && other.start !== place.start && other.release !== null)
  );
}

/** Written in Chinese, or with Chinese on both sides of it, as a name is and a word of another language seldom. */
function standsInChinese(place: NamedPlace, text: string): boolean {
  const chinese = /[\u4e00-\u9fff，。：；！？]/;
  if (chinese.test(text.charAt(place.start))) return true;
  if (place.release !== null || place.end - place.start < 4) return false;
  return (
    chinese.test(text.charAt(place.end)) && (place.start === 0 || chinese.test(text.charAt(place.start - 1)))
  );
}

function withGenerations(
  sentence: ReadSentence,
  lexicon: Lexicon,
  titleLabs: readonly string[],
  article: ArticleText,
): ReadSentence {
  const home = article.official && article.lab ? [article.lab] : [];
  const near = new Set([...sentence.places.map(({ lab }) => lab), ...titleLabs, ...home]);
  const found: NamedPlace[] = [];
  for (const lab of near) {
    found.push(
      ...namedGenerations(lexicon, sentence.text, sentence.span, lab, [...sentence.places, ...found]),
    );
  }
  if (found.length === 0) return sentence;
  return { ...sentence, places: [...sentence.places, ...found].sort((a, b) => a.start - b.start) };
}
