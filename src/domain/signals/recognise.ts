import { aiContext } from './ai-context.ts';
import type { ArticleText, ReadArticle, ReadSentence } from './article-places.ts';
import { lineage, readArticle } from './article-places.ts';
import type { Lexicon } from './lexicon.ts';
import type { NamedPlace } from './names-in-texts.ts';
import type { Clause, Judged, ReleaseReason } from './release-statements.ts';
import { judgeRelease } from './release-statements.ts';
import { quoteOf } from './sentences.ts';
import type { LabSignal, ReleaseMention, Topic } from './signal.ts';
import { topicOf } from './topics.ts';

export type { ArticleText } from './article-places.ts';

/** Why a signal was decided so. */
export type SignalReason = ReleaseReason | 'lab-in-title' | 'lab-in-lead' | 'lab-throughout' | 'own-page';

interface JudgedPlace extends Judged {
  readonly place: NamedPlace;
  readonly sentence: ReadSentence;
}

/** Enough places in a text, in so many characters each, make it one about a lab that its title does not name. */
const throughout = { places: 4, charactersEach: 2_000 };

/** What an item says of labs: one signal for each that it really speaks of, none for most items. */
export function recogniseSignals(article: ArticleText, lexicon: Lexicon): readonly LabSignal[] {
  const read = readArticle(article, lexicon);
  if (read === null) return [];
  const home = article.official ? article.lab : undefined;
  const labs = new Set(read.sentences.flatMap(({ places }) => places.map(({ lab }) => lab)));
  if (home !== undefined) labs.add(home);
  const signals = [...labs].flatMap((lab) => {
    const signal = signalOf(lab, read, lexicon, home);
    return signal ? [signal] : [];
  });
  return signals.filter((signal) => !isSpokenForByChild(signal, signals, lexicon));
}

/** "Alibaba releases Qwen3" is about Qwen. */
function isSpokenForByChild(signal: LabSignal, signals: readonly LabSignal[], lexicon: Lexicon): boolean {
  if (signal.releases.length > 0) return false;
  return signals.some((other) => other !== signal && lexicon.labs.get(other.lab)?.parent === signal.lab);
}

function signalOf(
  lab: string,
  read: ReadArticle,
  lexicon: Lexicon,
  home: string | undefined,
): LabSignal | null {
  const about = whyAbout(lab, read, home === lab);
  const judged = judgeAll(lab, read, lexicon, home);
  const told = judged.filter(({ says }) => says !== 'mentioned');
  if (told.length === 0) told.push(...namedInLead(lab, read, judged));
  if (told.length > 0) return releaseSignal(lab, told, judged);
  if (about === null) return null;
  const { sentence, reason } = about;
  const start = sentence?.places.find((place) => place.lab === lab)?.start ?? 0;
  const [text, span] = sentence ? [sentence.text, sentence.span] : [read.title, read.titleSpan];
  const quote = quoteOf(text, span, start);
  const topic = topicOf(read.title.folded, text.folded.slice(span.start, span.end), read.lead);
  const named = judged.filter((one) => one.sentence.part !== 'body');
  if (named.length > 0) {
    const why = named.find((one) => one.reason !== 'release-named')?.reason ?? 'release-named';
    return {
      lab,
      verdict: 'mention',
      releases: mentionsOf(named),
      topic: topic ?? (why === 'released-by-another' ? 'adoption' : 'other'),
      quote,
      reason: why,
    };
  }
  // Of a maker of phones that "AI" alone stands beside, nothing is worth telling.
  const diversified = lexicon.labs.get(lab)?.texts?.diversified === true;
  const bare =
    sentence?.places.filter((place) => place.lab === lab).every((place) => place.diversified) ?? false;
  if (diversified && bare && !isNewsOfModels(topic, `${read.title.folded} ${quote.toLowerCase()}`))
    return null;
  return { lab, verdict: 'news', releases: [], topic: topic ?? 'other', quote, reason };
}

const launchesModel =
  /^(?:['’]s (?:\w+ )?(?:team|lab|unit))?\s(?:\w+ly )?(?:launches|releases|unveils|debuts|open-sources|introduces|drops|rolls out|ships)\s(?:(?:a|an|its|new|latest|newest|first|next|flagship|open|free|powerful|cheap|cheaper|bigger|small|upgraded|updated|open-source|open-weights?|open-weight|trillion-parameter|generation|ai|reasoning|language|large|multimodal|coding|agentic|foundation)\s){1,6}models?\b|^(?:正式|今日|重磅)?(?:发布|推出|开源|上线)(?:了)?(?:全新|新一代|最新|新|首个)[^，。]{0,10}模型/;

/** The title says that its lab launches a model, and the lead alone says which: the one release that it names. */
function namedInLead(lab: string, read: ReadArticle, judged: readonly JudgedPlace[]): JudgedPlace[] {
  const launches = read.sentences[0]?.places.some(
    (place) => place.lab === lab && launchesModel.test(read.title.folded.slice(place.end, place.end + 120)),
  );
  if (!launches || judged.some(({ sentence }) => sentence.part === 'title')) return [];
  const lead = judged.filter(
    ({ sentence, reason }) => sentence.part === 'lead' && reason === 'release-named',
  );
  const [first] = lead;
  if (!first || lead.some(({ place }) => place.release !== first.place.release)) return [];
  return [{ ...first, says: 'released', reason: 'launch-verb-with-release' }];
}

function isNewsOfModels(topic: Topic | null, told: string): boolean {
  if (topic === null) return false;
  const context = aiContext(told);
  return context === 'sure' || (context === 'weak' && ['funding', 'policy', 'price'].includes(topic));
}

function releaseSignal(lab: string, told: readonly JudgedPlace[], judged: readonly JudgedPlace[]): LabSignal {
  const out = told.filter(({ says }) => says !== 'planned');
  const [first] = out.length > 0 ? out : told;
  if (!first) throw new TypeError('a release signal needs a release');
  return {
    lab,
    verdict: 'release',
    releases: mentionsOf([...told, ...judged]),
    topic: null,
    quote: quoteOf(first.sentence.text, first.sentence.span, first.place.start),
    reason: first.reason,
  };
}

/** Each release once, with the first thing said of it. */
function mentionsOf(judged: readonly JudgedPlace[]): ReleaseMention[] {
  const mentions = new Map<string, ReleaseMention>();
  for (const { place, sentence, says } of judged) {
    const name = place.release ?? '';
    const key = name.toLowerCase();
    if (mentions.has(key)) continue;
    mentions.set(key, { name, written: sentence.text.plain.slice(place.start, place.end), says });
  }
  return [...mentions.values()];
}

function judgeAll(lab: string, read: ReadArticle, lexicon: Lexicon, home: string | undefined): JudgedPlace[] {
  return read.sentences.flatMap((sentence) =>
    sentence.places
      .filter((place) => place.lab === lab && place.release !== null)
      .map((place): JudgedPlace => {
        // Deep in a text, releases are history and comparison.
        if (sentence.part === 'body') return { place, sentence, says: 'mentioned', reason: 'release-named' };
        return { place, sentence, ...judgeRelease(clauseOf(place, sentence, read, lexicon, home)) };
      }),
  );
}

function clauseOf(
  place: NamedPlace,
  sentence: ReadSentence,
  read: ReadArticle,
  lexicon: Lexicon,
  home: string | undefined,
): Clause {
  const { start, end } = sentence.span;
  const family = lineage(lexicon, place.lab);
  const isOwn = (other: NamedPlace) => lineage(lexicon, other.lab) === family;
  const shift = (other: NamedPlace) => ({ start: other.start - start, end: other.end - start });
  const inTitle = read.sentences[0]?.places.some(isOwn) ?? false;
  return {
    folded: sentence.text.folded.slice(start, end),
    ...shift(place),
    own: sentence.places.filter(isOwn).map(shift),
    others: sentence.places.filter((other) => !isOwn(other)).map(shift),
    home: home === place.lab || (sentence.part === 'lead' && inTitle),
    official: home === place.lab,
    isTitle: sentence.part === 'title',
  };
}

function whyAbout(
  lab: string,
  read: ReadArticle,
  isHome: boolean,
): { sentence: ReadSentence | undefined; reason: SignalReason } | null {
  const named = read.sentences.filter(({ places }) => places.some((place) => place.lab === lab));
  const title = named.find(({ part }) => part === 'title');
  if (isHome) return { sentence: title, reason: 'own-page' };
  if (title && isSubject(lab, title, 'title')) return { sentence: title, reason: 'lab-in-title' };
  const lead = named.find((sentence) => sentence.part === 'lead' && isSubject(lab, sentence, 'lead'));
  if (lead) return { sentence: lead, reason: 'lab-in-lead' };
  const places = named.flatMap((sentence) => sentence.places.filter((place) => place.lab === lab));
  const enough = Math.max(throughout.places, read.length / throughout.charactersEach);
  return places.length >= enough && named.length >= 3
    ? { sentence: named[0], reason: 'lab-throughout' }
    : null;
}

/** One of a list, or what others are likened to. */
const oneOfMany =
  /(?:\b(?:such as|like|unlike|including|rivals?|rivalling|challengers?|competitors?|similar to|e\.g\.|alongside|and others|à la)\s+(?:the |chinese |china['’]s |\w+ and |\w+, )*|包括|如|像|类似)$/;

/** What a lab is named for beside the subject: others compete with it, learn from it, answer it. */
const aside =
  /(?:\b(?:than|with firms|from|amid|after|against|versus|vs\.?|behind|beyond|catch up with|fend off|answer to|response to|takes? on|another|next|own|of|the|a|its)\s+(?:the |chinese |china['’]s )?|等|与|和|对标|追赶|比肩|媲美|叫板|对抗|超越|击败|、)$/;

const asideAfter =
  /^(?:['’]s)?(?:-style|-like|-inspired|\s(?:moment|effect|shock|scare|mania|threat|rival|killer|style|clone)\b|时刻|式|等|效应|热潮|平替)/;

function isSubject(lab: string, { text, span, places }: ReadSentence, part: 'title' | 'lead'): boolean {
  return places.some((place) => {
    if (place.lab !== lab) return false;
    const before = text.folded.slice(Math.max(span.start, place.start - 60), place.start);
    const after = text.folded.slice(place.end, place.end + 20);
    if (asideAfter.test(after) || oneOfMany.test(before)) return false;
    if (part === 'lead' && (place.start - span.start > 60 || /(?:,| and| with)\s$/.test(before)))
      return false;
    return place.release !== null || !aside.test(before);
  });
}
