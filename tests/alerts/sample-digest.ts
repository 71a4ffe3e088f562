import type { AlertContent } from '../../src/domain/alert.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { composeDigest } from '../../src/pipeline/digest-content.ts';
import { hostileNames } from './hostile-content.ts';

/** Digests to render: one of an eventful week, an empty one, and one that strangers wrote. */

const glm = { id: 'rel_glm45', release: 'GLM-4.5', labName: 'Zhipu AI' } as const;
const fact = (value: unknown, conflicting = false) => ({ value, conflicting });

export const eventful: Digest = {
  period: { from: '2025-07-20T23:00:00.000Z', to: '2025-07-27T23:00:00.000Z', timeZone: 'Asia/Shanghai' },
  labs: [
    {
      lab: 'zhipu',
      labName: 'Zhipu AI',
      releases: [
        {
          id: 'rel_glm45',
          name: 'GLM-4.5',
          kind: 'llm',
          status: 'open-weights',
          lifecycle: 'active',
          at: '2025-07-26T09:02:10.000Z',
          releasedOn: '2025-07-26',
          url: 'https://huggingface.co/zai-org/GLM-4.5',
          facts: { license: fact('mit'), total_parameters: fact({ min: 106e9, max: 355e9 }) },
          models: [
            {
              name: 'GLM-4.5',
              facts: {
                total_parameters: fact(355e9),
                active_parameters: fact(32e9),
                context_length: fact(131_072),
              },
            },
            { name: 'GLM-4.5-Air', facts: { total_parameters: fact(106e9, true) } },
          ],
          quote: {
            text: 'Our agentic, reasoning and coding model',
            source: 'Z.ai',
            url: 'https://z.ai/blog/glm-4.5',
          },
          first: { who: 'huggingface.co', at: '2025-07-26T09:00:00.000Z', leadMinutes: 42 },
        },
      ],
    },
  ],
  arrived: [{ ...glm, as: 'announced', since: '2025-07-01T00:00:00.000Z' }],
  planned: [
    {
      id: 'rel_r2',
      release: 'DeepSeek-R2',
      labName: 'DeepSeek',
      quote: { text: 'R2 will come in autumn', source: 'Gazette', url: null },
    },
  ],
  extended: [
    {
      id: 'rel_q3',
      release: 'Qwen3',
      labName: 'Qwen',
      added: ['Qwen3-4B', 'Qwen3-1.7B'],
      url: 'https://huggingface.co/Qwen/Qwen3-4B',
    },
  ],
  disputes: [
    {
      ...glm,
      subject: 'GLM-4.5',
      attribute: 'total_parameters',
      believed: {
        value: 355e9,
        source: 'config.json',
        url: 'https://huggingface.co/zai-org/GLM-4.5',
        reason: 'counted',
      },
      against: [{ value: 400e9, source: 'Gazette', url: 'https://gazette.example/glm' }],
    },
    {
      ...glm,
      subject: 'GLM-4.5',
      attribute: 'training_cost',
      believed: null,
      against: [{ value: { amount: 5_576_000, currency: 'USD' }, source: 'Courier', url: '' }],
    },
  ],
  corrections: [
    {
      id: 'rel_k2',
      release: 'Kimi-K2',
      labName: 'Moonshot AI',
      kind: 'corrected',
      model: '',
      attribute: 'license',
      was: 'mit',
      is: 'modified-mit',
      reason: 'stated by the lab',
      source: 'huggingface',
      url: 'https://huggingface.co/moonshotai/Kimi-K2-Instruct',
      toldAt: '2025-07-13T23:00:00.000Z',
    },
  ],
  changes: [
    {
      id: 'rel_v3',
      release: 'DeepSeek-V3',
      labName: 'DeepSeek',
      model: '',
      attribute: 'prices',
      was: { amount: 0.14, currency: 'USD', per: '1M_tokens', tier: 'input' },
      is: { amount: 0.27, currency: 'USD', per: '1M_tokens', tier: 'input' },
      source: 'DeepSeek',
      url: 'https://api-docs.deepseek.com/quick_start/pricing',
      at: '2025-07-22T10:00:00.000Z',
    },
  ],
  news: [
    {
      topic: 'funding',
      items: [
        {
          lab: 'moonshot',
          labName: 'Moonshot AI',
          title: 'Moonshot AI raises a billion',
          quote: '',
          publisher: 'Gazette',
          url: 'https://gazette.example/raise',
          at: '2025-07-23T10:00:00.000Z',
        },
      ],
      count: 3,
    },
  ],
};

export const eventless: Digest = {
  ...eventful,
  labs: [],
  arrived: [],
  planned: [],
  extended: [],
  disputes: [],
  corrections: [],
  changes: [],
  news: [],
};

const CREATED = Date.parse('2025-07-27T23:00:30.000Z');

export const digestContent: AlertContent = composeDigest('alr_9', eventful, CREATED);

const KEPT = [
  'from',
  'to',
  'timeZone',
  'at',
  'since',
  'toldAt',
  'kind',
  'status',
  'lifecycle',
  'topic',
  'as',
  'releasedOn',
];

const everything = hostileNames.join(' ');

/** Every text of an eventful digest in the words of a stranger. */
export const hostileDigest: AlertContent = composeDigest('alr_10', written(eventful) as Digest, CREATED);

function written(value: unknown, key = ''): unknown {
  if (typeof value === 'string')
    return KEPT.includes(key) ? value : key === 'url' ? 'javascript:alert(1)' : everything;
  if (Array.isArray(value)) return value.map((item) => written(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, written(item, name)]));
}
