import { Parser } from 'htmlparser2';
import { UpstreamError } from '../../errors.ts';

export interface MendedXml {
  readonly xml: string;
  /** Whether it ended before its time: an item that was not finished is left out. */
  readonly truncated: boolean;
  /** How many items are whole. */
  readonly items: number;
}

const ROOTS = new Set(['rss', 'rdf', 'feed']);
const ITEMS = new Set(['item', 'entry']);

/** The elements that anything is read from, without their prefix. */
const FIELDS = new Set(
  'title link description guid pubdate author creator date encoded id content summary published updated language ttl base issued created modified source updateperiod updatefrequency'.split(
    ' ',
  ),
);

/** Hold one line: whoever opens the next field in them forgot to close them. */
const ONE_LINE = new Set([
  'title',
  'link',
  'guid',
  'pubdate',
  'author',
  'creator',
  'date',
  'id',
  'published',
  'updated',
]);

/** In Atom these hold elements of their own, in RSS a text. */
const HOLDERS: Readonly<Record<string, string>> = { author: 'name', source: 'title' };

const ATTRIBUTES = new Set(
  'version href rel type url ispermalink about rdf:about xml:lang xml:base'.split(' '),
);

/** Nobody is called longer; feedsmith takes the square of its length to read a name with brackets. */
const LONGEST_NAME = 500;

/** Deeper than any feed, its XHTML included; each level costs the parser as much as it is deep. */
const DEEPEST = 500;

type Place = 'root' | 'channel' | 'item' | 'holder' | 'field' | 'markup' | 'skipped';

interface Frame {
  readonly name: string;
  place: Place;
  /** What closes it in the mended text. */
  end: string;
}

/**
 * Broken XML as whole XML: root, channel, items, and in them the fields that are read, each with its content as text.
 * Whatever a field holds besides text (tags that nobody closed, `<` as a sign) becomes text too: HTML is what it was
 * meant to be. Throws UpstreamError `upstream-shape` where it is nested deeper than any feed.
 */
export function mendXml(broken: string): MendedXml {
  const done: string[] = [];
  const frames: Frame[] = [];
  let item: string[] | null = null;
  let items = 0;
  let inCdata = false;
  let ended = false;
  let truncated = false;
  let room = 0;

  function write(part: string): void {
    (item ?? done).push(part);
  }

  function writeText(text: string): void {
    const part = text.slice(0, room);
    room -= part.length;
    write(part);
  }

  function open(frame: Frame, local: string, tag: string): void {
    room = local === 'author' || local === 'name' ? LONGEST_NAME : Number.POSITIVE_INFINITY;
    write(tag);
    frame.end = `</${frame.name}>`;
  }

  /** Ends what is open down to the item, which thereby is whole; its frames then stand for what holds items. */
  function endItem(): void {
    const at = frames.findIndex(({ place }) => place === 'item');
    const around = frames[at - 1]?.place ?? 'root';
    for (const frame of frames.slice(at).reverse()) {
      write(frame.end);
      frame.end = '';
      frame.place = around;
    }
    keepItem();
  }

  function keepItem(): void {
    if (item !== null) done.push(item.join(''));
    item = null;
    items++;
  }

  /** Ends a field that holds one line where the next begins in it. */
  function endForgotten(frame: Frame): void {
    write(frame.end);
    frame.end = '';
    frame.place = item === null ? 'channel' : 'item';
  }

  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (frames.length >= DEEPEST) {
          throw new UpstreamError('upstream-shape', 'the feed is nested deeper than any feed is');
        }
        const name = tag.toLowerCase();
        const local = localName(name);
        if (item !== null && ITEMS.has(local) && !frames.some(({ place }) => place === 'markup')) endItem();
        const parent = frames.at(-1);
        if (parent?.place === 'field' && ONE_LINE.has(localName(parent.name)) && FIELDS.has(local)) {
          endForgotten(parent);
        }
        const place = placeWithin(frames.at(-1), local, frames[0]?.name === 'feed');
        const frame: Frame = { name, place, end: '' };
        frames.push(frame);
        if (place === 'skipped') return;
        if (place === 'markup') {
          writeText(escapeMarkup(broken.slice(parser.startIndex, parser.endIndex + 1)));
          return;
        }
        if (place === 'item') item = [];
        open(frame, local, `<${name}${writeAttributes(attributes)}>`);
      },
      onclosetag(_tag, isImplied) {
        const frame = frames.pop();
        if (frame === undefined) return;
        truncated ||= ended;
        if (frame.place === 'markup' && !isImplied) writeText(`&lt;/${frame.name}&gt;`);
        write(frame.end);
        if (frame.place !== 'item' || frame.end === '') return;
        if (ended) item = null;
        else keepItem();
      },
      ontext(text) {
        const place = frames.at(-1)?.place;
        if (place !== 'field' && place !== 'markup') return;
        writeText(escapeMarkup(inCdata ? text.replaceAll('&', '&amp;') : text));
      },
      oncdatastart() {
        inCdata = true;
      },
      oncdataend() {
        inCdata = false;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.write(broken);
  ended = true;
  parser.end();
  return { xml: done.join(''), truncated, items };
}

function placeWithin(parent: Frame | undefined, local: string, isAtom: boolean): Place {
  switch (parent?.place) {
    case undefined:
      return ROOTS.has(local) ? 'root' : 'skipped';
    case 'root':
    case 'channel':
      if (ITEMS.has(local)) return 'item';
      if (parent.place === 'root' && local === 'channel') return 'channel';
      return FIELDS.has(local) && !(local in HOLDERS) ? 'field' : 'skipped';
    case 'item':
      if (isAtom && local in HOLDERS) return 'holder';
      return FIELDS.has(local) ? 'field' : 'skipped';
    case 'holder':
      return HOLDERS[localName(parent.name)] === local ? 'field' : 'skipped';
    case 'field':
    case 'markup':
      return 'markup';
    case 'skipped':
      return 'skipped';
  }
}

/** Empty for names that are none. */
function localName(name: string): string {
  return /^(?:[a-z][\w.-]*:)?([a-z]+)$/.exec(name)?.[1] ?? '';
}

/** XHTML has become text, as the HTML of everybody else is. */
function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  let written = '';
  for (const [given, value] of Object.entries(attributes)) {
    const name = given.toLowerCase();
    if (!ATTRIBUTES.has(name) && !/^xmlns(?::[a-z][\w.-]*)?$/.test(name)) continue;
    const kept = name === 'type' && value === 'xhtml' ? 'html' : value;
    written += ` ${name}="${escapeMarkup(kept).replaceAll('"', '&quot;')}"`;
  }
  return written;
}

function escapeMarkup(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
