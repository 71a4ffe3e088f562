/** A paper on arXiv, whichever of its versions is spoken of (https://info.arxiv.org/help/arxiv_identifier.html). */
export interface ArxivPaper {
  /** `2412.19437`, or `math.GT/0309136` of before 2007. */
  readonly number: string;
  readonly version: number;
  readonly url: string;
  /** Milliseconds since 1970: the end of the month that its number names, in which it was first submitted at the latest. */
  readonly knownBy: number;
}

const IDENTIFIER =
  /^(?:oai:arxiv\.org:|https?:\/\/(?:[a-z]+\.)?arxiv\.org\/(?:abs|pdf)\/)((?:[a-z-]+(?:\.[a-z]{2})?\/)?(\d\d)(\d\d)(?:\.\d{4,5}|\d{3}))(?:v(\d{1,3}))?(?:\.pdf)?$/i;

/** The paper that a guid of arXiv's own feeds names: `oai:arXiv.org:2412.19437v2`, `http://arxiv.org/abs/2412.19437v2`. */
export function arxivPaper(guid: string): ArxivPaper | null {
  const [, number, year, month, version] = IDENTIFIER.exec(guid) ?? [];
  if (number === undefined) return null;
  // arXiv began in 1991.
  const century = Number(year) > 90 ? 1900 : 2000;
  return {
    number,
    version: Number(version ?? 1),
    url: `https://arxiv.org/abs/${number}`,
    knownBy: Date.UTC(century + Number(year), Number(month), 1) - 1000,
  };
}

/** arXiv's API says what is wrong with a query in an entry of a feed, with status 200 at times. */
export function isArxivError(guid: string | undefined): boolean {
  return /^https?:\/\/(?:[a-z]+\.)?arxiv\.org\/api\/errors/.test(guid ?? '');
}

/** The feed of a category puts number, version and kind of announcement before the abstract: they change, it does not. */
export function withoutAnnouncement(summary: string): string {
  return summary.replace(/^arXiv:\S+\s+Announce Type:\s*[\w-]+\s+(?:Abstract:\s*)?/, '');
}
