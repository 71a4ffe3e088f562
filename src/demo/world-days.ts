import type { HubRepo } from './hub-repo.ts';
import { launch } from './launch.ts';
import { repoId } from './make-repo.ts';
import type { Publication } from './world-places.ts';
import { kimiK2Row, kimiK2Stories, qwen3Max, rumour, vandalism } from './world-publications.ts';

/** What something that happens means for somebody who waits for releases of language models. */
export type HappeningMeaning =
  /** The first public weights of a release. */
  | 'new-release'
  /** Further repos of a release that is known already. */
  | 'joins'
  /** Another packing of weights that have long been there. */
  | 'quantization'
  /** Embeddings, images, video, speech. */
  | 'not-a-language-model'
  /** A card edited, a commit made. */
  | 'edit'
  /** It can be used, and there are no weights. */
  | 'available'
  /** An article, or a row of an encyclopedia, about a release that is known. */
  | 'spoken-of'
  /** Another outlet's text, printed again. */
  | 'copy'
  /** An article about something else. */
  | 'unrelated'
  /** What is only expected. */
  | 'rumour'
  /** An edit that is wrong, and the one that takes it back. */
  | 'vandalism';

export interface Happening {
  /** ISO 8601. */
  readonly at: string;
  /** One sentence. */
  readonly title: string;
  readonly meaning: HappeningMeaning;
  /** Name of the release that the repos belong to; null where they belong to none. */
  readonly release: string | null;
  readonly appear: readonly HubRepo[];
  readonly edited: readonly {
    readonly name: string;
    readonly patch: Partial<Omit<HubRepo, 'id' | 'author'>>;
  }[];
  /** What comes to be read elsewhere than on the Hub; null for none. */
  readonly published: Publication | null;
}

export interface WorldDay {
  /** ISO 8601: when the last thing of the day has happened. */
  readonly day: string;
  readonly title: string;
  readonly happenings: readonly Happening[];
}

/** Release days of 2025, in order. Days are true; minutes as in the baseline. */
export function releaseDays(): WorldDay[] {
  return [
    day('Qwen3-Embedding: no language model', [qwen3Embedding()]),
    day('MiniMax-M1, and Qwen3 packed for Apple’s MLX', [qwen3Mlx(), miniMaxM1()]),
    day('Hunyuan-A13B', [hunyuanA13B()]),
    day('ERNIE 4.5: said in February, its weights are here', [ernie45(), ernie45Vl()]),
    day('Kimi-K2, and what is written of it', [kimiK2(), ...kimiK2Stories()]),
    day('Wikipedia has Kimi K2 as well', [kimiK2Row()]),
    day('Wikipedia is vandalised, and mended', vandalism()),
    day('Qwen3-Coder', [qwen3Coder()]),
    day('GLM-4.5; somebody edits the cards of Qwen3', [qwen3Cards(), glm45()]),
    day('Qwen-Image: no language model', [qwenImage()]),
    day('A rumour; and news of tomatoes', rumour()),
    day('DeepSeek-V3.1-Base, without a word', [deepSeekV31Base()]),
    day('DeepSeek-V3.1 joins its base', [deepSeekV31()]),
    day('Kimi-K2-Instruct-0905', [kimiK2September()]),
    day('Qwen3-Max: to be used, not to be had', [qwen3Max()]),
    day('Kimi-K2-Thinking', [kimiK2Thinking()]),
  ];
}

function day(title: string, happenings: readonly Happening[]): WorldDay {
  const times = happenings.map(({ at }) => at).sort();
  return { day: times.at(-1) ?? '', title, happenings };
}

function appearing(
  at: string,
  meaning: HappeningMeaning,
  release: string | null,
  title: string,
  appear: readonly HubRepo[],
): Happening {
  return {
    at,
    meaning,
    release,
    title,
    appear: appear.map((repo) => ({ ...repo, publicFrom: at })),
    edited: [],
    published: null,
  };
}

function qwen3Embedding(): Happening {
  const common = { architecture: 'qwen3', license: 'apache-2.0' };
  const tags = ['sentence-similarity', 'text-embeddings-inference', 'arxiv:2506.05176'];
  const embedding = { task: 'feature-extraction', library: 'sentence-transformers', tags, ...common };
  const base = (size: string) => ['finetune', `Qwen/Qwen3-${size}-Base`] as const;
  return appearing(
    '2025-06-05T12:00:00.000Z',
    'not-a-language-model',
    null,
    'Qwen shows embedding and reranking models, made a week before',
    [
      ...launch('Qwen', { made: '2025-05-29T13:30:18Z', task: 'text-ranking', ...common }, [
        { name: 'Qwen3-Reranker-8B', from: base('8B') },
        { name: 'Qwen3-Reranker-0.6B', made: '2025-05-29T13:30:45Z', from: base('0.6B') },
      ]),
      ...launch('Qwen', { made: '2025-06-03T14:25:32Z', ...embedding }, [
        { name: 'Qwen3-Embedding-0.6B', from: base('0.6B') },
        { name: 'Qwen3-Embedding-4B', made: '2025-06-03T14:31:33Z', from: base('4B') },
        { name: 'Qwen3-Embedding-8B', made: '2025-06-03T14:39:10Z', from: base('8B') },
        {
          name: 'Qwen3-Embedding-8B-GGUF',
          made: '2025-06-05T07:59:05Z',
          format: 'gguf',
          task: null,
          library: null,
          tags: ['arxiv:2506.05176'],
          from: ['quantized', 'Qwen/Qwen3-8B-Base'],
        },
      ]),
    ],
  );
}

function qwen3Mlx(): Happening {
  const common = {
    library: 'mlx',
    architecture: 'qwen3',
    license: 'apache-2.0',
    tags: ['conversational', '4-bit'],
  };
  const packed = (name: string) => ['quantized', `Qwen/${name}`] as const;
  return appearing(
    '2025-06-16T09:00:00.000Z',
    'quantization',
    'Qwen3',
    'Qwen packs Qwen3, seven weeks old, for MLX',
    launch('Qwen', { made: '2025-06-13T06:12:44Z', ...common }, [
      { name: 'Qwen3-0.6B-MLX-4bit', from: packed('Qwen3-0.6B') },
      { name: 'Qwen3-8B-MLX-4bit', from: packed('Qwen3-8B') },
      { name: 'Qwen3-14B-MLX-4bit', from: packed('Qwen3-14B') },
    ]),
  );
}

function miniMaxM1(): Happening {
  return appearing(
    '2025-06-16T14:00:00.000Z',
    'new-release',
    'MiniMax-M1',
    'MiniMax releases MiniMax-M1 with two thinking budgets',
    launch(
      'MiniMaxAI',
      {
        made: '2025-06-13T08:21:14Z',
        architecture: 'minimax_m1',
        license: 'apache-2.0',
        tags: ['conversational', 'custom_code', 'arxiv:2506.13585'],
        weights: { BF16: 456_089_655_296 },
      },
      ['MiniMax-M1-40k', 'MiniMax-M1-80k'],
    ),
  );
}

function hunyuanA13B(): Happening {
  const common = { architecture: 'hunyuan', license: 'other', tags: ['conversational', 'custom_code'] };
  const instruct = ['quantized', 'tencent/Hunyuan-A13B-Instruct'] as const;
  return appearing(
    '2025-06-27T02:00:00.000Z',
    'new-release',
    'Hunyuan-A13B',
    'Tencent releases Hunyuan-A13B: 13B is what is active',
    launch('tencent', { made: '2025-06-25T11:49:05Z', ...common }, [
      { name: 'Hunyuan-A13B-Instruct', weights: { BF16: 80_393_183_232 } },
      { name: 'Hunyuan-A13B-Pretrain', weights: { BF16: 80_393_183_232 } },
      { name: 'Hunyuan-A13B-Instruct-FP8', from: instruct, tags: [...common.tags, 'fp8'] },
      { name: 'Hunyuan-A13B-Instruct-GPTQ-Int4', from: instruct, tags: [...common.tags, '4-bit', 'gptq'] },
    ]),
  );
}

const ernie = {
  license: 'apache-2.0',
  languages: ['en', 'zh'],
  tags: ['ERNIE4.5', 'conversational'],
};

function ernie45(): Happening {
  const experts = { architecture: 'ernie4_5_moe', ...ernie };
  const paddle = { library: 'PaddlePaddle' };
  const dense = { architecture: 'ernie4_5' };
  return appearing(
    '2025-06-30T01:00:00.000Z',
    'new-release',
    'ERNIE-4.5',
    'Baidu opens the weights of ERNIE 4.5, as it had said it would',
    launch('baidu', { made: '2025-06-28T05:10:40Z', ...experts }, [
      'ERNIE-4.5-300B-A47B-PT',
      { name: 'ERNIE-4.5-300B-A47B-Paddle', ...paddle },
      'ERNIE-4.5-300B-A47B-Base-PT',
      { name: 'ERNIE-4.5-300B-A47B-Base-Paddle', ...paddle },
      { name: 'ERNIE-4.5-300B-A47B-FP8-Paddle', ...paddle },
      'ERNIE-4.5-21B-A3B-PT',
      { name: 'ERNIE-4.5-21B-A3B-Paddle', ...paddle },
      'ERNIE-4.5-21B-A3B-Base-PT',
      { name: 'ERNIE-4.5-21B-A3B-Base-Paddle', ...paddle },
      { name: 'ERNIE-4.5-0.3B-PT', ...dense },
      { name: 'ERNIE-4.5-0.3B-Paddle', ...dense, ...paddle },
      { name: 'ERNIE-4.5-0.3B-Base-PT', ...dense },
      { name: 'ERNIE-4.5-0.3B-Base-Paddle', ...dense, ...paddle },
    ]),
  );
}

function ernie45Vl(): Happening {
  const seeing = { task: 'image-text-to-text', architecture: 'ernie4_5_moe_vl', ...ernie };
  return appearing(
    '2025-06-30T01:00:00.000Z',
    'new-release',
    'ERNIE-4.5-VL',
    'Its vision-language line comes the same morning',
    launch('baidu', { made: '2025-06-28T05:33:18Z', ...seeing }, [
      'ERNIE-4.5-VL-424B-A47B-PT',
      { name: 'ERNIE-4.5-VL-424B-A47B-Paddle', library: 'PaddlePaddle' },
      'ERNIE-4.5-VL-28B-A3B-PT',
      { name: 'ERNIE-4.5-VL-28B-A3B-Paddle', library: 'PaddlePaddle' },
    ]),
  );
}

const kimi = {
  architecture: 'kimi_k2',
  license: 'other',
  tags: ['conversational', 'custom_code', 'fp8'],
  weights: { BF16: 11_000_000_000, F8_E4M3: 1_015_000_000_000 },
};

function kimiK2(): Happening {
  return appearing(
    '2025-07-11T13:30:00.000Z',
    'new-release',
    'Kimi-K2',
    'Moonshot AI releases Kimi-K2, base and instruct',
    launch('moonshotai', { made: '2025-07-11T00:55:12Z', ...kimi }, ['Kimi-K2-Instruct', 'Kimi-K2-Base']),
  );
}

function qwen3Coder(): Happening {
  const common = {
    architecture: 'qwen3_moe',
    license: 'apache-2.0',
    tags: ['conversational', 'arxiv:2505.09388'],
  };
  return appearing(
    '2025-07-22T20:30:00.000Z',
    'new-release',
    'Qwen3-Coder',
    'Qwen releases Qwen3-Coder, a line of its own',
    launch('Qwen', { made: '2025-07-22T14:52:38Z', ...common }, [
      { name: 'Qwen3-Coder-480B-A35B-Instruct', weights: { BF16: 480_154_875_392 } },
      {
        name: 'Qwen3-Coder-480B-A35B-Instruct-FP8',
        tags: [...common.tags, 'fp8'],
        from: ['quantized', 'Qwen/Qwen3-Coder-480B-A35B-Instruct'],
      },
    ]),
  );
}

function qwen3Cards(): Happening {
  const edited = [
    { name: 'Qwen/Qwen3-0.6B', at: '2025-07-26T03:46:27.000Z' },
    { name: 'Qwen/Qwen3-8B', at: '2025-07-26T03:49:13.000Z' },
    { name: 'Qwen/Qwen3-32B', at: '2025-07-26T03:45:22.000Z' },
  ];
  return {
    at: '2025-07-26T03:49:13.000Z',
    title: 'The cards of Qwen3 are edited',
    meaning: 'edit',
    release: 'Qwen3',
    appear: [],
    edited: edited.map(({ name, at }) => ({ name, patch: { lastModified: at, sha: commitAt(name, at) } })),
    published: null,
  };
}

function glm45(): Happening {
  const common = {
    architecture: 'glm4_moe',
    license: 'mit',
    languages: ['en', 'zh'],
    tags: ['conversational'],
  };
  const large = { weights: { BF16: 358_337_791_296 } };
  const air = { weights: { BF16: 110_468_824_832 } };
  const fp8 = { tags: ['conversational', 'fp8'] };
  return appearing(
    '2025-07-28T13:00:00.000Z',
    'new-release',
    'GLM-4.5',
    'Z.ai releases GLM-4.5 and GLM-4.5-Air',
    launch('zai-org', { made: '2025-07-20T03:25:36Z', ...common }, [
      { name: 'GLM-4.5', ...large },
      { name: 'GLM-4.5-Base', ...large },
      { name: 'GLM-4.5-FP8', ...fp8 },
      { name: 'GLM-4.5-Air', ...air },
      { name: 'GLM-4.5-Air-Base', ...air },
      { name: 'GLM-4.5-Air-FP8', ...fp8 },
    ]),
  );
}

function qwenImage(): Happening {
  return appearing(
    '2025-08-04T15:00:00.000Z',
    'not-a-language-model',
    null,
    'Qwen releases Qwen-Image, which draws',
    launch(
      'Qwen',
      {
        made: '2025-08-02T04:58:07Z',
        task: 'text-to-image',
        library: 'diffusers',
        license: 'apache-2.0',
        languages: ['en', 'zh'],
        tags: ['arxiv:2508.02324', 'diffusers:QwenImagePipeline'],
      },
      ['Qwen-Image'],
    ),
  );
}

const deepSeek = {
  architecture: 'deepseek_v3',
  license: 'mit',
  tags: ['conversational', 'custom_code', 'arxiv:2412.19437', 'fp8'],
  weights: { BF16: 3_918_786_560, F8_E4M3: 680_571_043_840, F32: 41_555_600 },
};

function deepSeekV31Base(): Happening {
  return appearing(
    '2025-08-19T12:00:00.000Z',
    'new-release',
    'DeepSeek-V3.1',
    'DeepSeek uploads the base of V3.1 and announces nothing',
    launch('deepseek-ai', { made: '2025-08-17T08:21:33Z', ...deepSeek }, ['DeepSeek-V3.1-Base']),
  );
}

function deepSeekV31(): Happening {
  return appearing(
    '2025-08-21T06:00:00.000Z',
    'joins',
    'DeepSeek-V3.1',
    'DeepSeek announces V3.1: the chat model joins its base',
    launch('deepseek-ai', { made: '2025-08-21T02:37:52Z', ...deepSeek }, [
      { name: 'DeepSeek-V3.1', from: ['quantized', 'deepseek-ai/DeepSeek-V3.1-Base'] },
    ]),
  );
}

function kimiK2September(): Happening {
  return appearing(
    '2025-09-05T03:00:00.000Z',
    'new-release',
    'Kimi-K2-0905',
    'Moonshot AI releases a newer Kimi-K2-Instruct under its date',
    launch('moonshotai', { made: '2025-09-03T05:45:11Z', ...kimi }, ['Kimi-K2-Instruct-0905']),
  );
}

function kimiK2Thinking(): Happening {
  const tags = ['conversational', 'custom_code', 'compressed-tensors'];
  return appearing(
    '2025-11-06T14:30:00.000Z',
    'new-release',
    'Kimi-K2-Thinking',
    'Moonshot AI releases Kimi-K2-Thinking, four months after Kimi-K2',
    launch('moonshotai', { made: '2025-11-04T12:32:45Z', architecture: 'kimi_k2', license: 'other', tags }, [
      'Kimi-K2-Thinking',
    ]),
  );
}

function commitAt(name: string, at: string): string {
  return repoId(`commit of ${name}`, at).padEnd(40, '0');
}
