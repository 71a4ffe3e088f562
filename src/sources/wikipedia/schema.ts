import { z } from 'zod';

/** What is known of the page that a title leads to. */
export type CurrentPage =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'page';
      /** Stays when the page is moved. */
      readonly id: number;
      readonly revision: number;
      /** As it is called now. */
      readonly title: string;
      /** A list of pages that share a name. */
      readonly disambiguation: boolean;
      /** The page is asked for by id and leads on to another. */
      readonly redirect: boolean;
    };

const id = z.number().int().positive();
/** `true` in format 2, an empty text in format 1. */
const flag = z.exactOptional(z.union([z.boolean(), z.literal('')]));

const pageSchema = z.object({
  title: z.exactOptional(z.string()),
  pageid: z.exactOptional(id),
  lastrevid: z.exactOptional(z.number().int().nonnegative()),
  missing: flag,
  invalid: flag,
  redirect: flag,
  pageprops: z.exactOptional(z.object({ disambiguation: z.exactOptional(z.string()) })),
});

const renamingsSchema = z.exactOptional(z.array(z.object({ from: z.string(), to: z.string() })));

/**
 * An answer to `action=query`: pages are a list in format 2 and an object in format 1
 * (https://www.mediawiki.org/wiki/API:JSON_version_2). `query` is absent where nothing was asked for that there is.
 */
export const queryAnswerSchema = z
  .object({
    query: z.exactOptional(
      z.object({
        normalized: renamingsSchema,
        converted: renamingsSchema,
        redirects: renamingsSchema,
        pages: z.exactOptional(z.union([z.array(pageSchema), z.record(z.string(), pageSchema)])),
      }),
    ),
  })
  .transform(({ query = {} }): PagesByTitle => {
    const pages = Object.values(query.pages ?? {});
    return {
      byTitle: new Map(pages.map((page) => [page.title ?? '', readPage(page)])),
      byId: new Map(
        pages.flatMap((page) => (page.pageid === undefined ? [] : [[page.pageid, readPage(page)]])),
      ),
      renamings: [query.normalized, query.converted, query.redirects].map(
        (list) => new Map((list ?? []).map(({ from, to }) => [from, to])),
      ),
    };
  });

/** An answer, and how the titles asked for became those in it. */
export interface PagesByTitle {
  readonly byTitle: ReadonlyMap<string, CurrentPage>;
  readonly byId: ReadonlyMap<number, CurrentPage>;
  /** Normalised first, then converted between Chinese scripts, then redirected. */
  readonly renamings: readonly ReadonlyMap<string, string>[];
}

/** Redirects of redirects are not followed by MediaWiki but are listed, where it does. */
const MOST_REDIRECTS = 10;

/** What the answer says of a title as it was asked for; undefined where it says nothing. */
export function pageAskedFor(answer: PagesByTitle, title: string): CurrentPage | undefined {
  let name = title;
  for (const renaming of answer.renamings) {
    for (let step = 0; step < MOST_REDIRECTS; step++) {
      const to = renaming.get(name);
      if (to === undefined || to === name) break;
      name = to;
    }
  }
  return answer.byTitle.get(name);
}

function readPage(page: z.infer<typeof pageSchema>): CurrentPage {
  const { pageid, lastrevid, title = '' } = page;
  if (isSet(page.missing) || isSet(page.invalid) || pageid === undefined || !lastrevid)
    return { kind: 'missing' };
  return {
    kind: 'page',
    id: pageid,
    revision: lastrevid,
    title,
    disambiguation: page.pageprops?.disambiguation !== undefined,
    redirect: isSet(page.redirect),
  };
}

function isSet(value: boolean | '' | undefined): boolean {
  return value === true || value === '';
}

/** An answer to `action=parse`: its text is a string in format 2, an object in format 1. */
export const parseAnswerSchema = z
  .object({
    parse: z.object({
      pageid: z.exactOptional(z.number()),
      text: z.union([z.string(), z.object({ '*': z.string() }).transform((text) => text['*'])]),
    }),
  })
  .transform(({ parse }) => ({ html: parse.text }));

/** Errors come with status 200: https://www.mediawiki.org/wiki/API:Errors_and_warnings. */
export const errorAnswerSchema = z.object({
  error: z.object({ code: z.string(), info: z.exactOptional(z.string()) }),
});

/** The source's own mark: which revision of which page was read, and by which reader. */
export const validatorSchema = z.object({ page: id, revision: id, parser: z.number() });
export type Validator = z.infer<typeof validatorSchema>;
