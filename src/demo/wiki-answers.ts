import { type Answer, jsonAnswer, textAnswer } from './hub-answer.ts';
import type { StandingPage, WikiWorld } from './wiki-world.ts';

interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** The answer of `api.php`, in format 2: https://www.mediawiki.org/wiki/API:Query, API:Parsing_wikitext. */
export function answerWiki(world: WikiWorld, url: URL): Answer {
  if (url.pathname !== '/w/api.php')
    return textAnswer(404, '<html><title>Not Found</title></html>', 'text/html');
  const asked = url.searchParams;
  switch (asked.get('action')) {
    case 'query':
      return answerQuery(world, asked);
    case 'parse':
      return answerParse(world, asked);
    default:
      return wikiError('badvalue', 'Unrecognized value for parameter "action".');
  }
}

export function wikiError(code: string, info: string, headers: Record<string, string> = {}): Answer {
  const body = { error: { code, info, docref: 'See https://www.mediawiki.org/wiki/API' } };
  return jsonAnswer(200, body, { 'MediaWiki-API-Error': code, ...headers });
}

function answerQuery(world: WikiWorld, asked: URLSearchParams): Answer {
  const ids = asked.get('pageids')?.split('|') ?? [];
  const titles = asked.get('titles')?.split('|') ?? [];
  if (ids.length + titles.length > 50) return wikiError('toomanyvalues', 'Too many values supplied.');
  const normalized: Renaming[] = [];
  const redirects: Renaming[] = [];
  const pages = new Map<string, unknown>();
  for (const id of ids) {
    const page = world.byId(Number(id));
    pages.set(`id ${id}`, page === undefined ? { pageid: Number(id), missing: true } : infoOf(page));
  }
  for (const title of titles) {
    const name = normalTitle(title);
    if (name !== title) normalized.push({ from: title, to: name });
    let page = world.byTitle(name);
    if (asked.has('redirects') && page?.redirectTo) {
      redirects.push({ from: name, to: page.redirectTo });
      page = world.byTitle(page.redirectTo);
    }
    const last = redirects.at(-1);
    const shown = page?.title ?? (last?.from === name ? last.to : name);
    pages.set(shown, page === undefined ? { ns: 0, title: shown, missing: true } : infoOf(page));
  }
  const query = {
    ...(normalized.length > 0
      ? { normalized: normalized.map((entry) => ({ fromencoded: false, ...entry })) }
      : {}),
    ...(redirects.length > 0 ? { redirects } : {}),
    // In the order of ids, as the database has them: not in that of the question.
    pages: [...pages.values()].reverse(),
  };
  return jsonAnswer(200, { batchcomplete: true, query });
}

function infoOf(page: StandingPage) {
  const current = page.revisions.at(-1);
  return {
    pageid: page.pageId,
    ns: 0,
    title: page.title,
    contentmodel: 'wikitext',
    lastrevid: current?.id ?? 0,
    length: current?.html.length ?? 0,
    ...(page.redirectTo === null ? {} : { redirect: true }),
    ...(page.disambiguation ? { pageprops: { disambiguation: '' } } : {}),
  };
}

/** Underscores are spaces, and a title begins with a capital: https://www.mediawiki.org/wiki/Manual:Title.php. */
function normalTitle(title: string): string {
  const text = title.replaceAll('_', ' ').trim();
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function answerParse(world: WikiWorld, asked: URLSearchParams): Answer {
  const id = Number(asked.get('oldid'));
  const found = world.revision(id);
  if (found === undefined) return wikiError('nosuchrevid', `There is no revision with ID ${id}.`);
  const { title, pageId } = found.page;
  return jsonAnswer(200, { parse: { title, pageid: pageId, revid: id, text: found.html } });
}
