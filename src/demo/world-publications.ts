import type { Happening, HappeningMeaning } from './world-days.ts';
import type { ListedModel, Outlet, Publication } from './world-places.ts';

/** Names that were only said, by a rumour and by a vandal: no release may come of them. */
export const ONLY_SAID = ['DeepSeek-R2', 'Kimi-K9'] as const;

const text = { input_modalities: ['text'], output_modalities: ['text'] };

/** What a router offers on the first day: all of it has weights. */
export const LISTED: readonly ListedModel[] = [
  {
    id: 'deepseek/deepseek-chat-v3-0324',
    name: 'DeepSeek: DeepSeek V3 0324',
    created: seconds('2025-03-24T13:59:15Z'),
    context_length: 163_840,
    hugging_face_id: 'deepseek-ai/DeepSeek-V3-0324',
    architecture: text,
  },
  {
    id: 'qwen/qwen3-32b',
    name: 'Qwen: Qwen3 32B',
    created: seconds('2025-04-28T21:32:25Z'),
    context_length: 40_960,
    hugging_face_id: 'Qwen/Qwen3-32B',
    architecture: text,
  },
];

const GAZETTE_STORY =
  'Moonshot AI has released Kimi K2, an open-weight language model with a trillion parameters of which 32 billion are active at a time. The Beijing start-up put a base and an instruct version up for download on Friday, under a licence close to MIT.';

/** What is written about Kimi-K2 on its day, after its repos are there. */
export function kimiK2Stories(): Happening[] {
  return [
    story('2025-07-11T17:10:00.000Z', 'spoken-of', 'Kimi-K2', 'gazette.example writes of it', {
      outlet: 'gazette.example',
      path: 'kimi-k2',
      title: 'Moonshot AI releases Kimi K2, a trillion-parameter open model',
      summary: GAZETTE_STORY,
    }),
    story('2025-07-11T19:40:00.000Z', 'copy', 'Kimi-K2', 'herald.example prints the same text', {
      outlet: 'herald.example',
      path: 'wire-4711',
      title: 'Moonshot AI releases Kimi K2, a trillion-parameter open model',
      summary: GAZETTE_STORY,
    }),
    story('2025-07-11T21:20:00.000Z', 'spoken-of', 'Kimi-K2', 'courier.example writes its own', {
      outlet: 'courier.example',
      path: 'china-open-weights',
      title: 'China’s Moonshot open-sources Kimi K2, built for coding and agents',
      summary:
        'Developers can download the new Kimi K2 from today. Its maker says that the model was tuned for tool use, and offers it through an API as well.',
    }),
  ];
}

/** The row that a reader adds a day later. */
export function kimiK2Row(): Happening {
  const page = { on: 'wiki', page: 'with-k2' } as const;
  return published('2025-07-12T15:00:00.000Z', 'spoken-of', 'Kimi-K2', 'A row for Kimi K2 is added', page);
}

/** Another row is invented and a number changed; an hour later somebody puts it right. */
export function vandalism(): Happening[] {
  return [
    published('2025-07-14T09:00:00.000Z', 'vandalism', null, 'Somebody invents “Kimi K9”', {
      on: 'wiki',
      page: 'vandalised',
    }),
    published('2025-07-14T10:05:00.000Z', 'vandalism', null, 'Somebody else takes it back', {
      on: 'wiki',
      page: 'with-k2',
    }),
  ];
}

/** In August 2025 a report gave a date for DeepSeek-R2, which did not come. */
export function rumour(): Happening[] {
  return [
    story('2025-08-12T08:00:00.000Z', 'unrelated', null, 'garden.example writes about tomatoes', {
      outlet: 'garden.example',
      path: 'tomatoes',
      title: 'Ten tomatoes that ripen before the rain',
      summary:
        'Our readers have grown them on balconies and in greenhouses, and tell which they would sow again.',
    }),
    story('2025-08-12T10:00:00.000Z', 'rumour', null, 'courier.example has heard of a DeepSeek R2', {
      outlet: 'courier.example',
      path: 'r2-rumour',
      title: 'DeepSeek R2 rumoured to launch later this month',
      summary: 'The reasoning model is expected before the end of August, if talk in the industry is right.',
    }),
  ];
}

/** A model that was shown in September 2025 and has no public weights. */
export function qwen3Max(): Happening {
  const at = '2025-09-24T03:00:00.000Z';
  return published(at, 'available', 'Qwen3-Max', 'A router lists Qwen3-Max, which has no repo', {
    on: 'router',
    model: {
      id: 'qwen/qwen3-max',
      name: 'Qwen: Qwen3 Max',
      created: seconds(at),
      context_length: 256_000,
      hugging_face_id: '',
      architecture: text,
    },
  });
}

interface Story {
  readonly outlet: Outlet;
  readonly path: string;
  readonly title: string;
  readonly summary: string;
}

function story(
  at: string,
  meaning: HappeningMeaning,
  release: string | null,
  said: string,
  { outlet, path, title, summary }: Story,
): Happening {
  const item = { title, link: `https://${outlet}/${path}`, description: `<p>${summary}</p>` };
  return published(at, meaning, release, said, { on: 'feed', outlet, item });
}

function published(
  at: string,
  meaning: HappeningMeaning,
  release: string | null,
  title: string,
  publication: Publication,
): Happening {
  return { at, meaning, release, title, appear: [], edited: [], published: publication };
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
