import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** Between these and their neighbours no reader sees a gap; at every other tag a word ends. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

const BLOCK = new Set(
  'address applet area article aside audio base basefont blockquote body br button canvas caption center col colgroup datalist dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html img input label legend li link main map menu meta meter nav object ol optgroup option output p param picture pre progress search section select slot source summary table tbody td textarea tfoot th thead title tr track ul video'.split(
    ' ',
  ),
);

/** What is in them is no text of the article. */
const SKIPPED = new Set(['script', 'style', 'iframe', 'noscript', 'template', 'svg', 'math', 'noembed']);

/** Text that was escaped once more than its format asks for, and would show as `&amp;` or `<b>` to a reader. */
const STILL_ESCAPED =
  /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);|<\/?(?:a|b|i|p|br|em|h[1-6]|li|ul|ol|hr|tr|td|th|img|div|sub|sup|span|code|pre|font|table|strong|figure|script|style|iframe|blockquote)(?=[\s/>])[^<>]*>/i;

const MOST_PASSES = 3;

/** Markup is read so many times as far as text is wanted: it may be mostly tags, but not without end. */
const MARKUP_TO_TEXT = 15;

/** Format characters (zero width, direction, soft hyphen, byte order mark) and control characters, line ends among them. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;

/** Words of ASCII, one blank between them. */
const IN_ORDER = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Markup as a reader sees it: one line without tags and entities, also where it was escaped twice; at most `limit`
 * characters, never half of one. Tags that HTML does not know are text (`<think>`). The addresses that it links to, as
 * they stand there, are added to `links`.
 */
export function textOfMarkup(markup: string, limit: number, links: string[] = []): string {
  let text = markup.slice(0, limit * MARKUP_TO_TEXT);
  if (!text.includes('<') && !text.includes('&')) return oneLine(text, limit);
  for (let pass = 0; pass === 0 || (pass < MOST_PASSES && STILL_ESCAPED.test(text)); pass++) {
    text = readMarkup(text, limit, links);
  }
  return oneLine(text, limit);
}

/** Plain text in one line: white space is one blank, nothing invisible, NFC; at most `limit` characters. */
export function oneLine(text: string, limit: number): string {
  // Most texts are as they should be, and to see that takes a tenth of the time.
  if (text.length <= limit && IN_ORDER.test(text)) return text;
  // What is cut off anyway is not cleaned.
  const visible = text
    .slice(0, limit * 2)
    .replace(INVISIBLE, (character) => (/[\t\n\v\f\r]/.test(character) ? ' ' : ''))
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
  return cut(visible.toWellFormed().normalize('NFC'), limit);
}

/** A surrogate pair is not torn apart. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit).trimEnd();
}

/**
 * Of htmlparser2 only the tokenizer: text needs no tree, and a hundred thousand tags one inside another cost no more
 * than as many beside each other.
 */
function readMarkup(markup: string, limit: number, links: string[]): string {
  let text = '';
  let skipped: string | null = null;
  let isAnchor = false;
  let href: string | null = null;
  /** Where a tag begins that HTML does not know. */
  let strange: number | null = null;

  function add(part: string): void {
    if (skipped !== null) return;
    text += part;
    if (text.length > limit * 2) tokenizer.pause();
  }

  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => add(markup.slice(start, end)),
    ontextentity: (codepoint) => add(String.fromCodePoint(codepoint)),
    oncdata: (start, end, offset) => add(markup.slice(start, end - offset)),
    onopentagname(start, end) {
      const name = markup.slice(start, end).toLowerCase();
      isAnchor = name === 'a';
      if (SKIPPED.has(name)) skipped ??= name;
      else if (isHtml(name)) add(INLINE.has(name) ? '' : ' ');
      else strange = start - 1;
    },
    onopentagend(end) {
      if (strange !== null) add(markup.slice(strange, end + 1));
      strange = null;
    },
    onclosetag(start, end) {
      const name = markup.slice(start, end).toLowerCase();
      if (skipped === name) skipped = null;
      else if (!isHtml(name)) add(`</${name}>`);
      else if (!INLINE.has(name)) add(' ');
    },
    onattribname(start, end) {
      href = isAnchor && markup.slice(start, end).toLowerCase() === 'href' ? '' : null;
    },
    onattribdata(start, end) {
      if (href !== null) href += markup.slice(start, end);
    },
    onattribentity(codepoint) {
      if (href !== null) href += String.fromCodePoint(codepoint);
    },
    onattribend() {
      if (href) links.push(href);
      href = null;
    },
    onselfclosingtag() {
      // `<svg/>` and the like hold nothing to skip.
      skipped = null;
      strange = null;
    },
    oncomment: nothing,
    ondeclaration: nothing,
    onprocessinginstruction: nothing,
    onend: nothing,
  };
  const tokenizer = new Tokenizer({ decodeEntities: true, recognizeSelfClosing: true }, callbacks);
  tokenizer.write(markup);
  if (!tokenizer.running) return text;
  tokenizer.end();
  // `x <y and z`: no tag at all.
  return strange === null ? text : text + markup.slice(strange);
}

/** Elements of HTML, of XHTML with a prefix, and those that a page defines for itself (`wp-block`). */
function isHtml(name: string): boolean {
  return INLINE.has(name) || BLOCK.has(name) || /[^a-z\d]/.test(name);
}

function nothing(): void {}
