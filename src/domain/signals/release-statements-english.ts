import type { Clause, Judged } from './release-statements.ts';
import type { Statement } from './signal.ts';

const finite =
  'launches|launched|releases|released|unveils|unveiled|debuts|debuted|introduces|introduced|open-sources|open-sourced|open sources|open sourced|opens up|opensources|opensourced|drops|dropped|rolls out|rolled out|ships|shipped|publishes|published|announces|announced|presents|presented|reveals|revealed|showcases|showcased|previews|previewed|makes available|made available|rolling out|launching|releasing|unveiling|open-sourcing|debuting|introducing|announcing|uploads|uploaded|brings out|puts out|updates|updated|upgrades|upgraded|unwraps|unwrapped|unleashes|unleashed|pushes out|pushed out|takes the wraps off|took the wraps off|lifts the lid on|lifted the lid on|opens|opened';
const bare =
  'launch|release|unveil|debut|introduce|open-source|open source|drop|roll out|ship|publish|announce|reveal';
const verb = new RegExp(`\\b(${finite}|${bare})\\b`, 'g');
const anyVerb = new RegExp(`\\b(?:${finite}|${bare}|launched|rollout|available|arriv\\w+|coming)\\b`);

/** Between a verb and a release, these make the release something else than what came out. */
const indirect =
  /\b(?:for|on|using|with|by|via|in|from|against|over|after|before|than|based|built|powered|to|like|rival(?:s|ing|ling)?|vs|versus|about|beat(?:s|ing)?|outperform\w*|surpass\w*|topping|tops|challenging|says?|claims?|running|under|through|support(?:s|ing)?|trained|tuned|fine-tuned|distilled|derived|clones?|forks?|gguf|quanti[sz]ed|quants?|as|matching|around|inside|into|versions? of .* based|alternative|amid|despite|denies|users?|paper|where|which|that|who|tool|tools|guide|course|fund|store|lawsuit)\b|-bit\b/;
const naming = /\b(?:called|named|dubbed|known as|codenamed|including|such as)\b|[:—–]\s|\bof the\b/g;
const ofWhat = /\bof\b/;
const allowedOf =
  /\b(?:releases?|launch|debut|availability|rollout|versions?|updates?|series|family|members?|generations?|iterations?|weights|previews?|variants?|upgrades?|editions?)\s+(?:\w+\s+)?of\b/;

/** Behind the name of a release: what came out is this, not the model. */
const otherObject =
  /^['’]?s?[\s-]{1,2}(?:price|pricing|discount|technical report|tech report|paper|app\b|apps\b|store|integration|support|plugin|plug-in|campaign|demo|tutorial|course|competition|hackathon|benchmark|cookbook|guide|clone|rival|killer|competitor|gguf|quant|fine-?tune|derivative|users?|-based|based|powered|adapter|lora|moment|license|training cost|distill|hosting|inference|chips?|servers?|workstation)/;

const out =
  /^(?:\s(?:models?|series|family|preview|weights|llms?|api|language|reasoning|large|open|source|coding|vision|video|image|base|now|officially|finally|quietly|just|today|is|are|was|were|has|have|been|goes|went|gets|made|be|being|the|in|full|fully|also|its|as|released)){0,6}\s(released|launched|open-sourced|open sourced|unveiled|introduced|announced|debuted|published|dropped|shipped|rolled out|available|live|out\b(?! of)|here\b|launches|debuts|arrives|arrived|lands|landed|drops|ships|rolls out|goes open[- ]source|open[- ]source(?= *$|[.,;!]| under| with| on)|hits? hugging face|release\b|updated)/;

const backgroundOpener =
  /\b(?:after|since|following|before|when|because|which|who|that|whose|until|once|ever since|how|why|had|where|as it)\s*$/;
const clauseBreak =
  /[;|]|—|\s-\s|:\s|\b(?:as|while|but|after|when|since|following|before|because|which|who|that|whose|until|once|says?|how|why|had|where)\b/g;

const modal =
  /\b(?:to|will|would|may|might|could|can|should|plans?|planning|planned|aims?|set|expected|slated|poised|prepar(?:es|ing|ed)|gear(?:s|ing) up|about to|ready to|going to|reportedly|rumou?red|allegedly|hopes|intends|wants|vows|promises|schedul\w+|due|yet to|tipped)\s+(?:\w+\s+){0,3}$/;
const plannedWord =
  /\b(?:delay(?:s|ed|ing)?|postpon\w+|teas(?:es|ed|ing)|upcoming|rumou?red|rumou?rs?|prepar(?:es|ing)|expected|slated|next (?:week|month|year|quarter)|yet to|will be|to be (?:released|launched|open-sourced|unveiled)|coming soon|due (?:in|out|next)|plans? (?:for|to)|working on|holds? back|close to|on track|set for|release date|launch date|imminent|leak(?:s|ed)|awaits?|waiting for)\b/;
const denial = /\b(?:den(?:y|ies|ied)|refut\w+|no plans?|debunk\w*|rules? out|hoax|fake)\b/;
const negation = /\b(?:not|never|hasn't|haven't|didn't|won't|isn't|no)\s+(?:yet\s+)?(?:been\s+)?(?:\w+\s+)?$/;
const generic =
  /^(?:[\s"'(]|\b(?:the|a|an|it|its|they|we|has|have|is|are|just|quietly|officially|today|now|also|on|monday|tuesday|wednesday|thursday|friday|saturday|sunday|chinese|china's|beijing-based|hangzhou-based|shanghai-based|shenzhen-based|ai|artificial|intelligence|startup|start-up|company|firm|lab|team|giant|tech|maker|developer|unicorn|finally|new|breaking|exclusive|this|week|latest|earlier|late|yesterday|formally|recently|today's|\d{1,2}|january|february|march|april|may|june|july|august|september|october|november|december|in)\b|,)*$/;
const adjectival =
  /^-(?:backed|based|powered|owned|linked|led|style|like|inspired)|^'?s? (?:rivals?|users?|backers?|investors?|partners?|alumni|competitors?|co-founder|ex-|clone)\b/;

const openWords =
  /\bopen[- ]?(?:source|sources|sourced|sourcing|weights?)\b|\bweights\b|\bhugging face\b|\bopensource[sd]\b|\b(?:apache|mit licen[sc]e)\b/;
const announceWords = /^(?:announc|reveal|showcas|preview|present)/;
const availableWords = /\b(?:available|live|api|rolls out|rolled out|rolling out)\b/;

/** What an English sentence says of a release; null where it only names it. */
export function englishStatement(clause: Clause): Judged | null {
  const { folded, start, end } = clause;
  const after = folded.slice(end, end + 120);
  if (otherObject.test(after)) return null;
  if (denial.test(folded) && anyVerb.test(folded)) return { says: 'mentioned', reason: 'release-denied' };
  const question = /\?\s*$/.test(folded);
  const judged =
    activeStatement(clause) ??
    passiveStatement(clause, after) ??
    plannedStatement(clause) ??
    officialStatement(clause);
  if (judged && question && judged.says !== 'mentioned')
    return { says: 'planned', reason: 'release-in-question' };
  if (
    judged &&
    judged.says !== 'planned' &&
    judged.says !== 'mentioned' &&
    /\b(?:reportedly|allegedly|rumou?red)\b/.test(folded.slice(0, start))
  ) {
    return { says: 'planned', reason: 'release-planned' };
  }
  return judged;
}

function activeStatement(clause: Clause): Judged | null {
  const { folded, start, end } = clause;
  const verbs = [...folded.slice(0, start).matchAll(verb)];
  for (const match of verbs.toReversed()) {
    const from = match.index + match[0].length;
    if (start - from > 140) return null;
    const between = beforeOthers(clause, from);
    if (!isObject(/^up(?:dat|grad)/.test(match[0]) ? between.replace(/\bto\b/, '') : between)) continue;
    return judgeActive(clause, match[0], match.index, folded.slice(end, end + 120), between);
  }
  return null;
}

/** The words between verb and release, without what belongs to the releases of a list: "A, B and C". */
function beforeOthers({ folded, start, own }: Clause, from: number): string {
  const earlier = own.filter((place) => place.start >= from && place.end <= start);
  const last = earlier.at(-1);
  if (
    last &&
    /^(?:\s*(?:,|and|&|\+|、|plus|\/|as well as|alongside)\s*)+(?:the\s|its\s|a\s)?(?:\w+\s)?$/.test(
      folded.slice(last.end, start),
    )
  ) {
    return folded.slice(from, earlier[0]?.start ?? start);
  }
  return folded.slice(from, start);
}

function isObject(between: string): boolean {
  let last = 0;
  for (const match of between.matchAll(naming)) last = match.index + match[0].length;
  const words = between.slice(last);
  if (indirect.test(words.replace(/\b(?:rival to|for free)\b/g, ''))) return false;
  return !ofWhat.test(words) || allowedOf.test(words);
}

function judgeActive(
  clause: Clause,
  word: string,
  at: number,
  after: string,
  between: string,
): Judged | null {
  const { folded } = clause;
  let clauseStart = 0;
  let opener = '';
  for (const match of folded.slice(0, at).matchAll(clauseBreak)) {
    clauseStart = match.index + match[0].length;
    opener = folded.slice(0, clauseStart);
  }
  const subject = folded.slice(clauseStart, at);
  if (negation.test(subject)) return { says: 'planned', reason: 'release-planned' };
  const question = /^\s*(?:when|will|did|has|is|does|can|could)\b/.test(folded) && /\?/.test(folded);
  if (modal.test(subject) || (question && backgroundOpener.test(opener))) {
    return isOwn(clause, clauseStart, at) || isOwn(clause, 0, at)
      ? { says: 'planned', reason: question ? 'release-in-question' : 'release-planned' }
      : null;
  }
  if (word.endsWith('ing') && subject.trim() !== '' && !/\b(?:is|are|now)\s+(?:\w+\s+)?$/.test(subject)) {
    // "X enters the race, launching Y" tells of it; "by launching Y" and "after launching Y" look back.
    if (!/,\s*$/.test(subject) || !isOwn(clause, 0, at))
      return { says: 'mentioned', reason: 'release-in-passing' };
  }
  if (
    /^(?:launch|release|debut|drop|reveal|ship|open[- ]source)$/.test(word) &&
    /\b(?:the|a|an|its|this|'s|of|for|since|after|new)\s+(?:\w+\s)?$/.test(subject)
  )
    return null;
  if (/\bby\s*$/.test(between)) return null;
  if (opener !== '' && backgroundOpener.test(opener))
    return { says: 'mentioned', reason: 'release-in-passing' };
  if (!isOwn(clause, clauseStart, at) && !isOwn(clause, lastStop(folded, clauseStart), at)) {
    return { says: 'mentioned', reason: 'released-by-another' };
  }
  return { says: statementOf(word, between, after), reason: 'launch-verb-with-release' };
}

function lastStop(folded: string, before: number): number {
  return /(?:\sas|\swhile|\sbut|says?)\s*$/.test(folded.slice(0, before)) ? before : 0;
}

/** Whether the one who acts is the release's own lab. */
function isOwn({ folded, own, others, home }: Clause, from: number, to: number): boolean {
  const inside = own.filter((place) => place.start >= from && place.end <= to);
  if (inside.some((place) => !adjectival.test(folded.slice(place.end, place.end + 30)))) return true;
  if (others.some((place) => place.start >= from && place.end <= to)) return false;
  return (
    (home || inside.length === 0) &&
    generic.test(folded.slice(from, to)) &&
    (home || own.length > 0 || from === 0)
  );
}

function passiveStatement(clause: Clause, after: string): Judged | null {
  const { folded, start, end } = clause;
  if (precededIndirectly(folded.slice(0, start))) return null;
  const match = out.exec(after);
  if (!match) return null;
  const said = match[0];
  const rest = after.slice(said.length, said.length + 60);
  if (
    /\b(?:was|were|had been)\b/.test(said) &&
    !clause.isTitle &&
    /\b(?:in (?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d)|last (?:month|year)|earlier)\b/.test(
      rest,
    )
  ) {
    return { says: 'mentioned', reason: 'release-in-passing' };
  }
  if (/\brelease$/.test(said) && !clause.official) return null;
  if (
    /\b(?:available|live|out|here|hosted)$/.test(said) &&
    /^ (?:on|in|via|at|through) (?!hugging|github|api|the api|modelscope|its|our)/.test(rest) &&
    !clause.home &&
    !clause.official
  ) {
    const beforeName = clause.own.some((place) => place.end <= start);
    if (!beforeName) return { says: 'mentioned', reason: 'released-by-another' };
  }
  if (
    /^ by /.test(rest) &&
    clause.others.some((place) => place.start < end + said.length + 20 && place.start >= end)
  )
    return null;
  if (
    backgroundOpener.test(folded.slice(0, start)) ||
    /\b(?:after|since|when|before)\s+(?:\S+\s+){0,2}$/.test(folded.slice(0, start))
  ) {
    return { says: 'mentioned', reason: 'release-in-passing' };
  }
  return { says: statementOf(match[1] ?? '', said, rest), reason: 'release-is-out' };
}

/** What stands before a release and makes it a means or a measure. */
function precededIndirectly(written: string): boolean {
  const before = written.replace(
    /\b(?:(?:weights|code|checkpoints) (?:for|of)|points? to|hints? at|rollout of)\s(?=[^,.]*$)/g,
    ', ',
  );
  return /\b(?:on|with|using|via|by|from|for|than|like|against|over|of|to|vs\.?|versus|beats?|based on|built on|powered by|run(?:s|ning)?|support(?:s|ing)?|rivals?|tops?|uses?|trained|distilled|gguf|and its|as)\s+(?:the |its |a |new )?(?:\w+['’]s? )?$/.test(
    before,
  );
}

function plannedStatement(clause: Clause): Judged | null {
  const { folded, start, end, own, home } = clause;
  if (
    precededIndirectly(
      folded
        .slice(0, start)
        .replace(/\b(?:plans?|preparing|release|launch|debut) (?:for|of|to) (?=\S*\s*$)/g, ''),
    )
  )
    return null;
  if (
    !plannedWord.test(folded) &&
    !/\b(?:will|to|may|could|expected)\b[^.]{0,40}\b(?:launch|release|debut|arrive|open-source|ship|land)/.test(
      folded.slice(end),
    )
  )
    return null;
  const named = own.some((place) => place.start !== start);
  const about = plannedWord.exec(folded);
  const near = about
    ? Math.min(Math.abs(about.index - end), Math.abs(start - about.index - about[0].length)) < 50
    : true;
  const release =
    anyVerb.test(folded) ||
    /\b(?:delay|postpon|teas|prepar|upcoming|rumou?r|release|imminent|coming)/.test(folded);
  if (!near || !release || (!named && !home && start > 60)) return null;
  return { says: 'planned', reason: 'release-planned' };
}

/** On the lab's own page its subject is a release that the title begins with, or that it introduces. */
function officialStatement({ folded, start, end, official, isTitle }: Clause): Judged | null {
  const introduced =
    /(?:^|: )\W*(?:introducing|announcing|meet|presenting|say hello to|we(?: are|'re) (?:releasing|open-sourcing))\s+(?:\w+[\s,]+){0,5}$/.test(
      folded.slice(0, start),
    );
  if (introduced) return { says: 'released', reason: 'introduced-by-its-lab' };
  if (!official || !isTitle) return null;
  const elsewhere =
    /\b(?:benchmark\w*|technical report|paper|how to|guide|cookbook|best practices|case study|evaluat\w+|price|pricing|deprecat\w+|retir\w+|maintenance|incident|outage|behind|training|why|tutorial|using|with|on)\b/;
  if (elsewhere.test(folded.slice(0, start)) || elsewhere.test(folded.slice(end, end + 40))) return null;
  return /^\W*(?:the |new |our )?$/.test(folded.slice(0, start))
    ? { says: statementOf('', '', folded.slice(end)), reason: 'introduced-by-its-lab' }
    : null;
}

function statementOf(word: string, between: string, after: string): Statement {
  if (openWords.test(word) || openWords.test(between) || openWords.test(after)) return 'open-weights';
  if (announceWords.test(word)) return 'announced';
  return availableWords.test(word) || availableWords.test(between) ? 'available' : 'released';
}
