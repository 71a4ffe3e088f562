import type { HubRepo } from './hub-repo.ts';
import { launch } from './launch.ts';

/** What a lab of the world brings out next. Nobody made these: they begin where the true days end. */
interface InventedLine {
  readonly organization: string;
  readonly name: (round: number) => string;
  /** Of each model: what follows the name, and its parameters. */
  readonly models: readonly (readonly [suffix: string, parameters: number])[];
  readonly license: string;
  readonly architecture: string;
  readonly task?: string;
}

const LINES: readonly InventedLine[] = [
  {
    organization: 'Qwen',
    name: (round) => `Qwen${4 + round}`,
    models: [
      ['-8B', 8_190_735_360],
      ['-32B', 32_762_123_264],
      ['-235B-A22B', 235_093_634_560],
    ],
    license: 'apache-2.0',
    architecture: 'qwen4_moe',
  },
  {
    organization: 'zai-org',
    name: (round) => `GLM-${5 + round}`,
    models: [
      ['', 412_000_000_000],
      ['-Air', 118_000_000_000],
    ],
    license: 'mit',
    architecture: 'glm5_moe',
  },
  {
    organization: 'moonshotai',
    name: (round) => `Kimi-K${3 + round}-Instruct`,
    models: [['', 1_200_000_000_000]],
    license: 'other',
    architecture: 'kimi_k3',
  },
  {
    organization: 'deepseek-ai',
    name: (round) => `DeepSeek-V${4 + round}`,
    models: [['', 702_000_000_000]],
    license: 'mit',
    architecture: 'deepseek_v4',
  },
  {
    organization: 'baidu',
    name: (round) => `ERNIE-${6 + round}.0-VL`,
    models: [['-28B-A3B', 29_400_000_000]],
    license: 'apache-2.0',
    architecture: 'ernie6_vl',
    task: 'image-text-to-text',
  },
  {
    organization: 'MiniMaxAI',
    name: (round) => `MiniMax-M${3 + round}`,
    models: [['', 480_000_000_000]],
    license: 'mit',
    architecture: 'minimax_m3',
  },
];

/** The repos of the `number`th release (from 0) that is made up, made shortly before `at` (milliseconds since 1970). */
export function inventedRelease(number: number, at: number): HubRepo[] {
  const line = LINES[number % LINES.length] as InventedLine;
  const round = Math.floor(number / LINES.length);
  const common = {
    made: new Date(at - 30 * 60_000).toISOString(),
    license: line.license,
    architecture: line.architecture,
    tags: ['conversational'],
    ...(line.task === undefined ? {} : { task: line.task }),
  };
  const repos = line.models.map(([suffix, parameters]) => ({
    name: `${line.name(round)}${suffix}`,
    weights: { BF16: parameters },
  }));
  return launch(line.organization, common, repos);
}
