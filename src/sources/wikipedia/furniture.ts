/** Elements that hold no words of the article. */
const ELEMENTS = new Set(
  'script style link meta noscript template svg math figure img audio video iframe object form input button nav rt rp'.split(
    ' ',
  ),
);

/**
 * Classes of what surrounds the words: references, edit links, navigation, maintenance boxes, captions of pictures, what
 * is shown on screen only (https://www.mediawiki.org/wiki/Manual:Interface/IDs_and_classes,
 * https://en.wikipedia.org/wiki/Wikipedia:Catalogue_of_CSS_classes). The same in both flavours of HTML.
 */
const CLASSES = new Set(
  `mw-editsection mw-ref noprint Inline-Template Template-Fact navbox navbox-styles vertical-navbox sidebar metadata ambox
  ombox mbox-small side-box sistersitebox portalbox hatnote reflist references mw-references-wrap refbegin mw-cite-backlink
  toc catlinks printfooter navbar shortdescription mw-empty-elt sortkey error mw-ext-cite-error thumb gallery
  authority-control geo-nondefault noviewer`.split(/\s+/),
);

/** Folded away until somebody clicks, yet a part of the article. */
const COLLAPSED = new Set(['mw-collapsible-content', 'NavContent']);

/** Whether an element and all in it is left out of what a page says. */
export function isFurniture(name: string, attribs: Readonly<Record<string, string>>): boolean {
  if (ELEMENTS.has(name) || attribs.hidden !== undefined) return true;
  const classes = attribs.class?.split(/\s+/) ?? [];
  if (classes.some((own) => CLASSES.has(own))) return true;
  // A link to a note is a sup; other elements of this class are the article's own.
  if (name === 'sup' && classes.includes('reference')) return true;
  return (
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs.style?.slice(0, 500) ?? '') &&
    !classes.some((own) => COLLAPSED.has(own))
  );
}
