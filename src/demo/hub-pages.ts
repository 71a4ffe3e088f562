import { type Answer, errorAnswer, jsonAnswer } from './hub-answer.ts';
import { BadQuery, listModels } from './hub-listing.ts';
import type { HubWorld } from './hub-world.ts';

interface KeptPage {
  readonly answer: Answer;
  readonly cursor: string | null;
}

/** Enough for sixty organizations of several pages in both states of their counters. */
const mostKept = 2000;

/**
 * Answers of the list route, kept as bytes until the organization they are about changes: a benchmark that polls
 * thirty thousand repos measures the client then, not this server.
 */
export class ListingPages {
  readonly #world: HubWorld;
  readonly #kept = new Map<string, Map<string, KeptPage>>();
  #count = 0;

  constructor(world: HubWorld) {
    this.#world = world;
  }

  /** `search`: the query as it came, without the question mark. `origin`: where the next page is said to be. */
  answer(search: string, origin: string): Answer {
    const query = new URLSearchParams(search);
    try {
      const { answer, cursor } = this.#page(search, query);
      if (cursor === null) return answer;
      return { ...answer, headers: { ...answer.headers, Link: nextLink(origin, query, cursor) } };
    } catch (error) {
      if (error instanceof BadQuery) return errorAnswer(400, error.message);
      throw error;
    }
  }

  forget(author: string): void {
    for (const key of [author, '']) {
      this.#count -= this.#kept.get(key)?.size ?? 0;
      this.#kept.delete(key);
    }
  }

  #page(search: string, query: URLSearchParams): KeptPage {
    const author = query.get('author')?.toLowerCase() ?? '';
    const key = `${this.#world.counterPhase} ${this.#world.publicationsSoFar()} ${search}`;
    const known = this.#kept.get(author)?.get(key);
    if (known !== undefined) return known;
    const { items, cursor } = listModels(this.#world, query);
    const page = { answer: jsonAnswer(200, items), cursor };
    this.#keep(author, key, page);
    return page;
  }

  #keep(author: string, key: string, page: KeptPage): void {
    if (this.#count >= mostKept) {
      this.#kept.clear();
      this.#count = 0;
    }
    let pages = this.#kept.get(author);
    if (pages === undefined) {
      pages = new Map();
      this.#kept.set(author, pages);
    }
    pages.set(key, page);
    this.#count += 1;
  }
}

export function nextLink(origin: string, query: URLSearchParams, cursor: string): string {
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return `<${origin}/api/models?${next}>; rel="next"`;
}
