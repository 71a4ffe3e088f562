export interface WikiRevision {
  readonly id: number;
  /** What `action=parse` gives of it. */
  readonly html: string;
}

export interface WikiPage {
  readonly title: string;
  readonly pageId: number;
  /** Oldest first; the last is the one that readers see. */
  readonly revisions: readonly WikiRevision[];
  readonly disambiguation?: boolean;
}

interface StandingPage {
  title: string;
  readonly pageId: number;
  readonly revisions: WikiRevision[];
  readonly disambiguation: boolean;
  /** Where it leads on to; null for an article. */
  redirectTo: string | null;
}

/** The pages of a wiki, each known by an id that stays with it when it is moved. */
export class WikiWorld {
  #pages: StandingPage[] = [];
  #lastRevision = 1_300_000_000;
  #lastPage = 90_000_000;

  add({ title, pageId, revisions, disambiguation = false }: WikiPage): void {
    this.#pages = this.#pages.filter((page) => page.title !== title);
    this.#pages.push({ title, pageId, revisions: [...revisions], disambiguation, redirectTo: null });
    this.#lastRevision = Math.max(this.#lastRevision, ...revisions.map(({ id }) => id));
  }

  edit(title: string, html: string): number {
    const id = ++this.#lastRevision;
    this.#need(title).revisions.push({ id, html });
    return id;
  }

  move(from: string, to: string, leaveRedirect: boolean): void {
    this.#need(from).title = to;
    if (leaveRedirect) this.#addRedirect(from, to);
  }

  merge(from: string, into: string): void {
    this.#need(from).redirectTo = into;
  }

  remove(title: string): void {
    const page = this.#need(title);
    this.#pages = this.#pages.filter((other) => other !== page);
  }

  byTitle(title: string): StandingPage | undefined {
    return this.#pages.find((page) => page.title === title);
  }

  byId(pageId: number): StandingPage | undefined {
    return this.#pages.find((page) => page.pageId === pageId);
  }

  revision(id: number): { readonly page: StandingPage; readonly html: string } | undefined {
    for (const page of this.#pages) {
      const found = page.revisions.find((revision) => revision.id === id);
      if (found !== undefined) return { page, html: found.html };
    }
    return undefined;
  }

  #addRedirect(title: string, to: string): void {
    const revisions = [{ id: ++this.#lastRevision, html: '' }];
    this.#pages.push({ title, pageId: ++this.#lastPage, revisions, disambiguation: false, redirectTo: to });
  }

  #need(title: string): StandingPage {
    const page = this.byTitle(title);
    if (page === undefined) throw new Error(`no page of the wiki is called ${title}`);
    return page;
  }
}

export type { StandingPage };
