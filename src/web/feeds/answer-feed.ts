import type { FeedFormat } from '../../alerts/feed-file/config.ts';
import { type FeedEntry, renderEntry, uuidOf } from '../../alerts/feed-file/entry.ts';
import { FEED_TYPES, type FeedHead, generateFeed } from '../../alerts/feed-file/generate.ts';
import type { Language } from '../../alerts/language.ts';
import { phrasesOf } from '../../alerts/languages/index.ts';
import type { Reader } from '../../alerts/reader.ts';
import { wordedFor } from '../../alerts/worded.ts';
import type { Lab } from '../../domain/lab.ts';
import { type ReleaseQuery, TIMELINE } from '../../domain/release-query.ts';
import type { TypedQuestion } from '../../domain/release-question.ts';
import { browseReleases } from '../../pipeline/browse-releases.ts';
import { appearanceOf } from '../../pipeline/release-appearance.ts';
import { readRelease } from '../../store/catalog.ts';
import { notModified, taggedAnswer } from '../api/answers.ts';
import { catalogTag } from '../api/catalog-tag.ts';
import type { ApiContext } from '../api/dependencies.ts';
import type { WebContext } from '../web-env.ts';
import { feedAddress, feedPage } from './feed-address.ts';
import { askedFields } from './parameters.ts';

const ENTRIES = 50;

export interface AskedFeed {
  readonly format: FeedFormat;
  readonly query: ReleaseQuery;
  /** As typed. */
  readonly asked: TypedQuestion;
  /** The lab whose feed it is; null for that of all. */
  readonly lab: Lab | null;
  readonly language: Language;
}

/** The newest releases that fit, each as it would be told; one that is asked for again by its tag costs little. */
export async function answerFeed(api: ApiContext, c: WebContext, feed: AskedFeed): Promise<Response> {
  const { format, language } = feed;
  const query: ReleaseQuery = { ...feed.query, ...TIMELINE, plans: 'without' };
  const head = headOf(api, c, feed);
  const tag = await catalogTag(api, c, [query, language, head.page, head.hub]);
  const known = notModified(c, tag);
  if (known !== null) return known;
  const text = generateFeed(format, head, await entriesOf(api, query, language));
  return taggedAnswer(c, text, {
    tag,
    type: `${FEED_TYPES[format]}; charset=utf-8`,
    headers: linkHeader(head, format),
  });
}

async function entriesOf(api: ApiContext, query: ReleaseQuery, language: Language): Promise<FeedEntry[]> {
  const { reader } = api.database;
  const told: Reader = { language, timeZone: 'UTC', templates: [] };
  const page = await browseReleases(reader, query, { limit: ENTRIES, cursor: null });
  const entries: FeedEntry[] = [];
  for (const view of page.items) {
    const row = await readRelease(reader, view.id);
    const appearance = row === undefined ? null : await appearanceOf(reader, row, view, api.labs);
    if (appearance === null) continue;
    const rendered = renderEntry(wordedFor(appearance.content, told), told);
    entries.push({
      ...rendered,
      id: `urn:uuid:${uuidOf(`release ${view.id}`)}`,
      published: rendered.updated,
    });
  }
  return entries;
}

function headOf(api: ApiContext, c: WebContext, { lab, asked, language }: AskedFeed): FeedHead {
  const { publicUrl, websubHub } = api.configuration.web;
  const base = publicUrl ?? new URL(c.req.url).origin;
  const place = { lab: lab?.id ?? null, asked, language };
  const address = (format: FeedFormat) => `${base}${feedAddress(place, format)}`;
  return {
    identity: `releases ${JSON.stringify([place.lab, askedFields(asked)])}`,
    title: titleOf(lab, asked, language),
    page: `${base}${feedPage(place)}`,
    address,
    hub: websubHub,
    language,
  };
}

function titleOf(lab: Lab | null, asked: TypedQuestion, language: Language): string {
  const { feedTitle, labFeed } = phrasesOf(language);
  const name = language === 'zh-CN' ? (lab?.zh ?? lab?.name) : lab?.name;
  const title = name === undefined ? feedTitle : labFeed(feedTitle, name);
  const filters = askedFields(asked)
    .filter(([field]) => lab === null || field !== 'lab')
    .map(([field, value]) => `${field}=${value}`);
  return filters.length === 0 ? title : `${title} (${filters.join(', ')})`;
}

/** Hubs and readers look for these before they look into the feed (https://www.w3.org/TR/websub/#discovery). */
function linkHeader({ address, hub }: FeedHead, format: FeedFormat): Record<string, string> {
  if (hub == null) return {};
  return { link: `<${hub}>; rel="hub", <${address(format)}>; rel="self"` };
}
