import type { Clock } from '../domain/clock.ts';
import type { HubRepo } from './hub-repo.ts';

/** The repos of the loopback Hub, which of them are public now, and the names that others had before. */
export class HubWorld {
  /** Counters (downloads, likes, trending) have two states, so that answers can be kept for both. */
  counterPhase: 0 | 1 = 0;
  readonly #clock: Clock;
  readonly #repos = new Map<string, HubRepo>();
  readonly #authors = new Map<string, Map<string, HubRepo>>();
  /** Lower-case old name → `_id` of the repo that has another name now. */
  readonly #formerNames = new Map<string, string>();
  readonly #onChange: (author: string) => void;
  /** Sorted times at which some repo becomes public. */
  #publications: readonly number[] | null = null;

  constructor(clock: Clock, onChange: (author: string) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  add(repo: HubRepo): void {
    const key = repo.id.toLowerCase();
    if (this.#repos.has(key)) throw new Error(`the world already has a repo named ${repo.id}`);
    this.#put(repo);
    this.#formerNames.delete(key);
  }

  update(name: string, patch: Partial<Omit<HubRepo, 'id' | 'author'>>): void {
    this.#put({ ...this.require(name), ...patch });
  }

  remove(name: string): void {
    const repo = this.require(name);
    const author = repo.author.toLowerCase();
    this.#repos.delete(repo.id.toLowerCase());
    this.#authors.get(author)?.delete(repo.id.toLowerCase());
    this.#changed(author);
  }

  /** The same repo under another name or organization: the old name answers with a redirect from now on. */
  rename(oldName: string, newName: string): void {
    const repo = this.require(oldName);
    this.remove(oldName);
    this.add({ ...repo, id: newName, author: authorOf(newName) });
    this.#formerNames.set(oldName.toLowerCase(), repo._id);
  }

  replaceAll(repos: Iterable<HubRepo>): void {
    const before = [...this.#authors.keys()];
    this.#repos.clear();
    this.#authors.clear();
    this.#formerNames.clear();
    for (const author of before) this.#changed(author);
    for (const repo of repos) this.add(repo);
  }

  require(name: string): HubRepo {
    const repo = this.#repos.get(name.toLowerCase());
    if (repo === undefined) throw new Error(`the world has no repo named ${name}`);
    return repo;
  }

  /** What somebody without rights sees under this name: a repo, the name it has now, or nothing. */
  lookUp(name: string): { readonly repo: HubRepo } | { readonly movedTo: string } | null {
    const repo = this.#repos.get(name.toLowerCase());
    if (repo !== undefined) {
      if (!this.isVisible(repo)) return null;
      return repo.id === name ? { repo } : { movedTo: repo.id };
    }
    const id = this.#formerNames.get(name.toLowerCase());
    if (id === undefined) return null;
    for (const candidate of this.#repos.values()) {
      if (candidate._id === id && this.isVisible(candidate)) return { movedTo: candidate.id };
    }
    return null;
  }

  /** Public repos of one organization (any case), or of all. */
  visible(author: string | null): HubRepo[] {
    const repos = author === null ? this.#repos : this.#authors.get(author.toLowerCase());
    return [...(repos?.values() ?? [])].filter((repo) => this.isVisible(repo));
  }

  isVisible(repo: HubRepo): boolean {
    if (repo.private) return false;
    return repo.publicFrom === undefined || Date.parse(repo.publicFrom) <= this.#clock.now();
  }

  hasAuthor(author: string): boolean {
    return this.#authors.has(author.toLowerCase());
  }

  /** How the organization spells its own name. */
  spelling(author: string): string {
    for (const repo of this.#authors.get(author.toLowerCase())?.values() ?? []) return repo.author;
    return author;
  }

  /** Grows whenever the passing of time has made a repo public: part of the key of kept answers. */
  publicationsSoFar(): number {
    this.#publications ??= [...this.#repos.values()]
      .flatMap((repo) => (repo.publicFrom === undefined ? [] : [Date.parse(repo.publicFrom)]))
      .sort((a, b) => a - b);
    const now = this.#clock.now();
    return this.#publications.findLastIndex((time) => time <= now) + 1;
  }

  /** The repo with its counters as they stand now. */
  counters(repo: HubRepo): {
    readonly downloads: number;
    readonly likes: number;
    readonly trendingScore: number;
  } {
    const { downloads, likes, trendingScore } = repo;
    if (this.counterPhase === 0) return { downloads, likes, trendingScore };
    const step = Number.parseInt(repo._id.slice(-4), 16);
    // Downloads cover thirty days, so that they fall now and then.
    return {
      downloads: Math.max(0, downloads + (step % 199) - 60),
      likes: likes + 1 + (step % 3),
      trendingScore: trendingScore + (step % 2),
    };
  }

  #put(repo: HubRepo): void {
    const author = repo.author.toLowerCase();
    this.#repos.set(repo.id.toLowerCase(), repo);
    let ofAuthor = this.#authors.get(author);
    if (ofAuthor === undefined) {
      ofAuthor = new Map();
      this.#authors.set(author, ofAuthor);
    }
    ofAuthor.set(repo.id.toLowerCase(), repo);
    this.#changed(author);
  }

  #changed(author: string): void {
    this.#publications = null;
    this.#onChange(author);
  }
}

export function authorOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}
