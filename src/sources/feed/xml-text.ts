/** Where a feed begins in its text, and what it is. */
export interface Root {
  readonly at: number;
  readonly name: 'rss' | 'rdf' | 'feed' | 'html';
  /** Whether something that belongs to no feed stands before it. */
  readonly afterText: boolean;
}

/** A warning of the publisher's own program comes before the feed, not a book. */
const LONGEST_LEAD = 5000;

/** The root element; null where there is none that a feed or a page for people has. */
export function findRoot(text: string): Root | null {
  const at = skipProlog(text);
  const first = /^<(?:[\w-]+:)?(rss|rdf|feed|html|head|body)(?=[\s/>])/i.exec(text.slice(at, at + 100));
  if (first !== null) return { at, name: rootName(first[1] ?? ''), afterText: false };
  if (/^\s*<!doctype\s+html/i.test(text.slice(0, LONGEST_LEAD)))
    return { at, name: 'html', afterText: false };
  const lead = text.slice(0, at + LONGEST_LEAD);
  const later = /<(?:[\w-]+:)?(rss|rdf|feed)(?=[\s>])/i.exec(lead) ?? /<(html|body)(?=[\s>])/i.exec(lead);
  return later === null ? null : { at: later.index, name: rootName(later[1] ?? ''), afterText: true };
}

function rootName(written: string): Root['name'] {
  const name = written.toLowerCase();
  return name === 'rss' || name === 'rdf' || name === 'feed' ? name : 'html';
}

/** Past white space, the XML declaration, comments and the document type with all its declarations. */
function skipProlog(text: string): number {
  let at = 0;
  for (;;) {
    at += /^[\s\ufeff]*/.exec(text.slice(at, at + LONGEST_LEAD))?.[0].length ?? 0;
    const next = text.startsWith('<?', at)
      ? after(text, '?>', at)
      : text.startsWith('<!--', at)
        ? after(text, '-->', at)
        : text.startsWith('<!', at)
          ? afterDocumentType(text, at)
          : at;
    if (next === at) return at;
    at = next;
  }
}

function after(text: string, end: string, at: number): number {
  const found = text.indexOf(end, at);
  return found < 0 ? text.length : found + end.length;
}

/** `<!DOCTYPE rss [ <!ENTITY a "b>"> ]>` */
function afterDocumentType(text: string, at: number): number {
  const end = text.indexOf('>', at);
  const subset = text.indexOf('[', at);
  if (subset < 0 || (end >= 0 && end < subset)) return end < 0 ? text.length : end + 1;
  const closed = text.slice(subset).search(/\]\s{0,100}>/);
  return closed < 0 ? text.length : after(text, '>', subset + closed);
}

/** Whether the root element is closed: a file that was cut off reads well up to there, its last item half. */
export function hasEnd(xml: string, format: string): boolean {
  const tail = xml.slice(-2000).toLowerCase();
  if (new RegExp(`</(?:[\\w-]+:)?${format}\\s*>`).test(tail)) return true;
  return new RegExp(`^<(?:[\\w-]+:)?${format}[^>]*/>\\s*$`, 'i').test(xml.slice(0, 2000));
}

/** Longer than anybody's name and address; feedsmith takes the square of its length where there are brackets in it. */
const LONGEST_PERSON = 2000;

/** Any spelling: the parser does not mind. Without the flag for that, searching is four times as fast. */
const PERSON_OR_ITEM =
  /<((?:[\w-]+:)?(?:(item|entry)|[Aa][Uu][Tt][Hh][Oo][Rr]|[Mm][Aa][Nn][Aa][Gg][Ii][Nn][Gg][Ee][Dd][Ii][Tt][Oo][Rr]|[Ww][Ee][Bb][Mm][Aa][Ss][Tt][Ee][Rr]))[\s>]/g;

export interface TagCensus {
  /** How many items seem to begin; fewer are there where items are written about in their own texts. */
  readonly items: number;
  /** Whether a text stands where a person should, so long that reading it would take minutes. */
  readonly hasLongPerson: boolean;
}

/** What is to be known of a feed's tags before it is parsed. */
export function countTags(xml: string): TagCensus {
  let items = 0;
  for (const { 0: tag, 1: name, 2: item, index } of xml.matchAll(PERSON_OR_ITEM)) {
    if (item !== undefined) items++;
    else if (!xml.slice(index, index + tag.length + LONGEST_PERSON).includes(`</${name}`)) {
      return { items, hasLongPerson: true };
    }
  }
  return { items, hasLongPerson: false };
}

/** What XML itself knows, and characters by their number (https://www.w3.org/TR/xml/#sec-predefined-ent). */
const LOOSE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/g;

/** Whether an `&` stands alone, or begins an entity of HTML or of nobody, outside of CDATA. */
export function hasLooseAmpersand(xml: string): boolean {
  LOOSE.lastIndex = 0;
  for (;;) {
    const found = LOOSE.exec(xml);
    if (found === null) return false;
    const cdata = xml.lastIndexOf('<![CDATA[', found.index);
    if (cdata < 0) return true;
    const end = xml.indexOf(']]>', cdata);
    if (end < 0) return false;
    if (end < found.index) return true;
    LOOSE.lastIndex = end;
  }
}

/**
 * RSS 1.0 lists its items in the channel once more. feedsmith looks each of them up among all, and leaves out what
 * the list forgot; without the list it takes the items as they come.
 */
export function withoutTableOfContents(rdf: string): string {
  const open = /<(?:[\w-]+:)?items[\s>]/i.exec(rdf);
  if (open === null) return rdf;
  const rest = rdf.slice(open.index);
  const close = /<\/(?:[\w-]+:)?items\s*>/i.exec(rest);
  return close === null ? rdf : rdf.slice(0, open.index) + rest.slice(close.index + close[0].length);
}

const LIST_OF_ONE = /(<skip(?:Hours|Days)>\s{0,100})(<(hour|day)>[^<]{0,100}<\/\3>)(?=\s{0,100}<\/skip)/gi;

/** feedsmith takes one hour or day to be skipped for none; said twice, it is a list. */
export function withListsOfOne(rss: string): string {
  return /<skip[HD]/i.test(rss) ? rss.replace(LIST_OF_ONE, '$1$2$2') : rss;
}
