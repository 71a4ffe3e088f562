import { type FeedServer, type PublishedItem, startFeedServer } from './feed-server.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { startWikiServer, type WikiServer } from './wiki-server.ts';
import { KIMI_PAGE, type KimiPageState, kimiPage } from './world-wiki.ts';

/** Outlets that nobody should look for: their names are made up, and end as no address does (RFC 2606). */
export const OUTLETS = ['gazette.example', 'courier.example', 'herald.example', 'garden.example'] as const;

export type Outlet = (typeof OUTLETS)[number];

/** A model that can be used, as a router lists it. */
export interface ListedModel {
  readonly id: string;
  readonly name: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** In tokens. */
  readonly context_length: number;
  /** Repo on the Hub; empty where it has none. */
  readonly hugging_face_id: string;
  readonly architecture: {
    readonly input_modalities: readonly string[];
    readonly output_modalities: readonly string[];
  };
}

/** What comes to be read somewhere else than on the Hub. */
export type Publication =
  | { readonly on: 'feed'; readonly outlet: Outlet; readonly item: Omit<PublishedItem, 'publishedAt'> }
  | { readonly on: 'wiki'; readonly page: KimiPageState }
  | { readonly on: 'router'; readonly model: ListedModel };

/** Servers on this machine: an encyclopedia, four outlets, a router's list of models. */
export interface Places extends AsyncDisposable {
  readonly wiki: WikiServer;
  readonly feeds: FeedServer;
  readonly pages: PageServer;
  /** `at`: milliseconds since 1970. */
  publish(publication: Publication, at: number): void;
  close(): Promise<void>;
}

const LIST = '/api/v1/models';

/** Starts them with what they show on the first day. `from`: milliseconds since 1970. */
export async function openPlaces(listed: readonly ListedModel[], from: number): Promise<Places> {
  const wiki = await startWikiServer({
    pages: [
      { title: KIMI_PAGE, pageId: 76_000_001, revisions: [{ id: 1_290_000_001, html: kimiPage('before') }] },
    ],
  });
  const feeds = await startFeedServer();
  const pages = await startPageServer();
  const models = [...listed];
  pages.put(LIST, () => ({ data: models }));
  for (const outlet of OUTLETS) {
    const item = { title: 'Welcome to our readers', link: `https://${outlet}/welcome`, publishedAt: from };
    feeds.publish(feedPath(outlet), item);
  }

  async function close(): Promise<void> {
    await Promise.all([wiki.close(), feeds.close(), pages.close()]);
  }

  return {
    wiki,
    feeds,
    pages,
    publish(publication, at) {
      if (publication.on === 'feed')
        feeds.publish(feedPath(publication.outlet), { ...publication.item, publishedAt: at });
      else if (publication.on === 'wiki') wiki.edit(KIMI_PAGE, kimiPage(publication.page));
      else models.unshift(publication.model);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** As they stand in sources.yaml. */
export function sourcesOfPlaces({ wiki, feeds, pages }: Pick<Places, 'wiki' | 'feeds' | 'pages'>) {
  return [
    {
      id: 'wp-kimi',
      kind: 'wikipedia-page' as const,
      lab: 'moonshot',
      title: KIMI_PAGE,
      site: wiki.url,
    },
    ...OUTLETS.map((outlet) => ({
      id: outlet.replace('.example', ''),
      kind: 'feed' as const,
      url: `${feeds.url}${feedPath(outlet)}`,
      publisher: outlet,
    })),
    {
      id: 'router',
      kind: 'json-api' as const,
      url: `${pages.url}${LIST}`,
      publisher: 'router.example',
      as: 'models' as const,
      items: 'data',
      fields: {
        id: 'id',
        name: 'name',
        context_length: 'context_length',
        listed_on: 'created',
        open_weights: 'hugging_face_id',
        input_modalities: 'architecture.input_modalities',
        output_modalities: 'architecture.output_modalities',
      },
      developer: 'name' as const,
      link: 'https://router.example/{id}',
    },
  ];
}

function feedPath(outlet: Outlet): string {
  return `/${outlet.replace('.example', '')}.xml`;
}
