import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamingLab, ParsedName } from '../../src/domain/naming.ts';
import { parseRepoName } from '../../src/domain/naming.ts';
import { labs, makeLab } from './labs.ts';

type Row = readonly [
  lab: NamingLab,
  name: string,
  stem: string,
  variant: string,
  plainName: string,
  modelName: string,
];

/** True names, and how they read. */
const rows: readonly Row[] = [
  [
    labs.qwen,
    'Qwen3-235B-A22B-Thinking-2507-FP8',
    'qwen3-2507',
    'thinking',
    'Qwen3-2507',
    'Qwen3-235B-A22B-Thinking-2507',
  ],
  [labs.qwen, 'Qwen3-30B-A3B-Instruct-2507', 'qwen3-2507', '', 'Qwen3-2507', 'Qwen3-30B-A3B-2507'],
  [labs.qwen, 'Qwen3-8B-Base', 'qwen3', '', 'Qwen3', 'Qwen3-8B'],
  [labs.qwen, 'Qwen3-Coder-Next-GGUF', 'qwen3-coder-next', '', 'Qwen3-Coder-Next', 'Qwen3-Coder-Next'],
  [
    labs.qwen,
    'Qwen3-TTS-12Hz-1.7B-CustomVoice',
    'qwen3-tts',
    '',
    'Qwen3-TTS',
    'Qwen3-TTS-12Hz-1.7B-CustomVoice',
  ],
  [labs.qwen, 'Qwen3-Omni-30B-A3B-Captioner', 'qwen3-omni', '', 'Qwen3-Omni', 'Qwen3-Omni-30B-A3B-Captioner'],
  [
    labs.qwen,
    'Qwen-Image-Edit-2511',
    'qwen-image-edit-2511',
    '',
    'Qwen-Image-Edit-2511',
    'Qwen-Image-Edit-2511',
  ],
  [labs.qwen, 'QVQ-72B-Preview', 'qvq-preview', '', 'QVQ-Preview', 'QVQ-72B-Preview'],
  [labs.deepseek, 'DeepSeek-V3-0324', 'deepseek-v3-0324', '', 'DeepSeek-V3-0324', 'DeepSeek-V3-0324'],
  [labs.deepseek, 'DeepSeek-V2.5-1210', 'deepseek-v2.5-1210', '', 'DeepSeek-V2.5-1210', 'DeepSeek-V2.5-1210'],
  [
    labs.deepseek,
    'DeepSeek-V3.2-Exp-Base',
    'deepseek-v3.2-exp',
    '',
    'DeepSeek-V3.2-Exp',
    'DeepSeek-V3.2-Exp',
  ],
  [
    labs.deepseek,
    'deepseek-coder-5.7bmqa-base',
    'deepseek-coder',
    '',
    'DeepSeek-coder',
    'DeepSeek-coder-5.7bmqa',
  ],
  [
    labs.deepseek,
    'deepseek-coder-7b-instruct-v1.5',
    'deepseek-coder-v1.5',
    '',
    'DeepSeek-coder-v1.5',
    'DeepSeek-coder-7b-v1.5',
  ],
  [
    labs.deepseek,
    'DeepSeek-Coder-V2-Lite-Instruct',
    'deepseek-coder-v2',
    'lite',
    'DeepSeek-Coder-V2',
    'DeepSeek-Coder-V2-Lite',
  ],
  [
    labs.deepseek,
    'DeepSeek-R1-0528-Qwen3-8B',
    'deepseek-r1-0528',
    '',
    'DeepSeek-R1-0528',
    'DeepSeek-R1-0528-Qwen3-8B',
  ],
  [labs.zhipu, 'GLM-4.5V-FP8', 'glm-4.5v', '', 'GLM-4.5V', 'GLM-4.5V'],
  [
    labs.zhipu,
    'GLM-Z1-Rumination-32B-0414',
    'glm-4-0414',
    'thinking',
    'GLM-4-0414',
    'GLM-Z1-Rumination-32B-0414',
  ],
  [labs.zhipu, 'cogagent-9b-20241220', 'cogagent-20241220', '', 'cogagent-20241220', 'cogagent-9b-20241220'],
  [labs.zhipu, 'LongWriter-glm4-9b', 'longwriter', '', 'LongWriter', 'LongWriter-glm4-9b'],
  [labs.zhipu, 'codegeex4-all-9b-GGUF', 'codegeex4', '', 'codegeex4', 'codegeex4-all-9b'],
  [labs.moonshot, 'Kimi-K2-Thinking', 'kimi-k2', 'thinking', 'Kimi-K2', 'Kimi-K2-Thinking'],
  [
    labs.moonshot,
    'Kimi-VL-A3B-Thinking-2506',
    'kimi-vl-2506',
    'thinking',
    'Kimi-VL-2506',
    'Kimi-VL-A3B-Thinking-2506',
  ],
  [labs.minimax, 'MiniMax-M1-80k-hf', 'minimax-m1', '', 'MiniMax-M1', 'MiniMax-M1-80k'],
  [
    labs.stepfun,
    'Step-Audio-2-mini-Think',
    'step-audio-2',
    'mini+thinking',
    'Step-Audio-2',
    'Step-Audio-2-mini-Think',
  ],
  [labs.tencent, 'Tencent-Hunyuan-Large', 'hunyuan', 'large', 'Hunyuan', 'Tencent-Hunyuan-Large'],
  [labs.tencent, 'Hunyuan-7B-Instruct-0124', 'hunyuan-0124', '', 'Hunyuan-0124', 'Hunyuan-7B-0124'],
  [labs.tencent, 'HY-MT1.5-1.8B-FP8', 'hy-mt1.5', '', 'HY-MT1.5', 'HY-MT1.5-1.8B'],
  [
    labs.baidu,
    'ERNIE-4.5-300B-A47B-2Bits-TP2-Paddle',
    'ernie-4.5',
    '',
    'ERNIE-4.5',
    'ERNIE-4.5-300B-A47B-TP2',
  ],
  [
    labs.baichuan,
    'Baichuan-Omni-1d5-Base',
    'baichuan-omni-1.5',
    '',
    'Baichuan-Omni-1.5',
    'Baichuan-Omni-1.5',
  ],
  [labs.shanghai, 'internlm2_5-1_8b-chat', 'internlm2.5', '', 'InternLM2.5', 'InternLM2.5-1.8b'],
  [
    labs.shanghai,
    'internlm-xcomposer2d5-7b-4bit',
    'internlm-xcomposer2.5',
    '',
    'InternLM-xcomposer2.5',
    'InternLM-xcomposer2.5-7b',
  ],
  [
    labs.shanghai,
    'Mini-InternVL-Chat-2B-V1-5',
    'internvl-v1-5',
    'mini',
    'InternVL-V1-5',
    'Mini-InternVL-2B-V1-5',
  ],
  [labs.shanghai, 'Mono-InternVL-2B', 'mono-internvl', '', 'Mono-InternVL', 'Mono-InternVL-2B'],
  [labs.openbmb, 'MiniCPM-Llama3-V-2_5-int4', 'minicpm-v-2.5', '', 'MiniCPM-V-2.5', 'MiniCPM-Llama3-V-2.5'],
  [labs.baai, 'AquilaChat2-34B-16K', 'aquila2', '', 'Aquila2', 'Aquila2-34B-16K'],
  [labs.ant, 'Ling-flash-base-2.0', 'ling-2.0', 'flash', 'Ling-2.0', 'Ling-flash-2.0'],
  [labs.ant, 'Ring-1T-preview', 'ring-preview', '', 'Ring-preview', 'Ring-1T-preview'],
  [labs.seed, 'Seed-OSS-36B-Base-woSyn', 'seed-oss', '', 'Seed-OSS', 'Seed-OSS-36B-woSyn'],
  [labs.xiaomi, 'MiMo-7B-RL-0530', 'mimo-0530', '', 'MiMo-0530', 'MiMo-7B-0530'],
  [
    labs.meituan,
    'LongCat-Flash-Thinking-2601',
    'longcat-2601',
    'flash+thinking',
    'LongCat-2601',
    'LongCat-Flash-Thinking-2601',
  ],
  [
    labs.kunlun,
    'Skywork-Reward-Llama-3.1-8B-v0.2',
    'skywork-reward-v0.2',
    '',
    'Skywork-Reward-v0.2',
    'Skywork-Reward-Llama-3.1-8B-v0.2',
  ],
  [
    labs.sensetime,
    'SenseNova-SI-1.3-Qwen3-VL-8B',
    'sensenova-si-1.3',
    '',
    'SenseNova-SI-1.3',
    'SenseNova-SI-1.3-Qwen3-VL-8B',
  ],
  [labs.xverse, 'XVERSE-65B-2', 'xverse-2', '', 'XVERSE-2', 'XVERSE-65B-2'],
  [labs.rednote, 'dots.llm1.inst', 'dots-llm1', '', 'dots.llm1', 'dots.llm1'],
  [labs.tiger, 'tigerbot-70b-chat-v4-4bit-exl2', 'tigerbot-v4', '', 'TigerBot-v4', 'TigerBot-70b-v4'],
  [labs.aidc, 'Ovis1.6-Gemma2-9B-GPTQ-Int4', 'ovis1.6', '', 'Ovis1.6', 'Ovis1.6-Gemma2-9B'],
];

describe('parseRepoName', () => {
  it.each(rows.map(([lab, name, ...read]) => [name, lab, ...read] as const))(
    '%s',
    (name, lab, stem, variant, plainName, modelName) => {
      expect(parseRepoName(`org/${name}`, lab)).toMatchObject({ stem, variant, plainName, modelName });
    },
  );

  it.each([
    ['Qwen3-235B-A22B', 235e9, 22e9],
    ['Hunyuan-A13B-Instruct', null, 13e9],
    ['Qwen1.5-MoE-A2.7B', null, 2.7e9],
    ['internlm2_5-1_8b-chat', 1.8e9, null],
    ['Ling-1T', 1e12, null],
    // Twenty trillion tokens of training, not a size.
    ['Ling-mini-base-2.0-20T', null, null],
    ['ERNIE-4.5-0.3B-PT', 0.3e9, null],
    ['MiniCPM-MoE-8x2B', null, null],
    ['MiniMax-M1-40k', null, null],
    ['glm-4-9b-chat-1m', 9e9, null],
    ['Qwen3-TTS-12Hz-0.6B-Base', 0.6e9, null],
    ['MiniMax-Text-01', null, null],
    ['SmallThing-600M', 600e6, null],
  ])('%s has %d parameters, %d active', (name, totalParameters, activeParameters) => {
    expect(parseRepoName(name, makeLab('any', []))).toMatchObject({ totalParameters, activeParameters });
  });

  it.each([
    ['Qwen3-8B', null],
    ['Qwen3-8B-FP8', 'fp8'],
    ['Yi-34B-Chat-4bits', 'int4'],
    ['Qwen2-7B-Instruct-GPTQ-Int4', 'gptq-int4'],
    ['ERNIE-4.5-300B-A47B-W4A8C8-TP4-Paddle', 'w4a8c8'],
    ['Step-3.5-Flash-GGUF-Q4_K_S', 'gguf-q4_k_s'],
    ['HY-1.8B-2Bit-GGUF', 'int2-gguf'],
    ['HY-1.8B-1.25bit', 'int1.25'],
    ['Seed-Coder-8B-Reasoning-bf16', null],
    ['Qwen3-32B-MLX-8bit', 'mlx-int8'],
  ])('%s is quantised as %s', (name, quantization) => {
    expect(parseRepoName(name, makeLab('any', [])).quantization).toBe(quantization);
  });

  it.each([
    ['DeepSeek-V3-0324', '2025-03-24T09:28:22Z', '2025-03-24'],
    ['DeepSeek-V2.5-1210', '2024-12-10T12:00:00Z', '2024-12-10'],
    ['Foo-V1-0105', '2025-12-28T00:00:00Z', '2026-01-05'],
    ['DeepSeek-V3-0324', null, null],
    ['Qwen3-4B-Instruct-2507', null, '2025-07'],
    ['cogagent-9b-20241220', null, '2024-12-20'],
    ['Foo-7B-250115', null, '2025-01-15'],
    ['Foo-7B-202511', null, '2025-11'],
    ['Foo-7B-Nov', '2025-11-20T00:00:00Z', '2025-11'],
    ['Foo-7B-9999', '2025-11-20T00:00:00Z', null],
    ['Qwen3-8B', '2025-04-27T03:42:21Z', null],
  ])('%s made at %s is dated %s', (name, createdAt, date) => {
    expect(parseRepoName(name, makeLab('any', []), createdAt).date).toBe(date);
  });

  it('takes words of a lab for lines, modes and variants', () => {
    const lab = makeLab('any', ['Foo'], {
      conventions: { lines: ['Legal2'], modes: ['Muse'], variants: ['Blue'] },
    });
    expect(parseRepoName('Foo-7B-Legal2', lab).stem).toBe('foo-legal2');
    expect(parseRepoName('Foo-2-Muse', lab)).toMatchObject({
      stem: 'foo-2',
      variant: 'thinking',
      role: 'thinking',
    });
    expect(parseRepoName('Foo-2-Blue', lab).stem).toBe('foo-2');
  });
});

describe('any name', () => {
  const word = fc.constantFrom(
    ...'Qwen3 GLM 4.5V V3.1 Foo Bar2 Coder VL Thinking Flash Base Chat Instruct 8B A3B 0324 2507 SFT Llama3 x 7'.split(
      ' ',
    ),
  );
  const separator = fc.constantFrom('-', '-', '-', '_', '.');
  const name = fc
    .tuple(word, fc.array(fc.tuple(separator, word), { maxLength: 7 }))
    .map(([first, rest]) => first + rest.map((pair) => pair.join('')).join(''));
  const lab = labs.qwen;
  const key = ({ stem, variant, role, sizeKey, quantization }: ParsedName) => ({
    stem,
    variant,
    role,
    sizeKey,
    quantization,
  });

  it('reads the same in any case', () => {
    fc.assert(
      fc.property(name, (written) => {
        const expected = key(parseRepoName(written, lab));
        expect(key(parseRepoName(written.toLowerCase(), lab))).toEqual(expected);
        expect(key(parseRepoName(written.toUpperCase(), lab))).toEqual(expected);
      }),
    );
  });

  it('keeps its stem and variant when it is quantised or converted', () => {
    const suffix = fc.constantFrom(
      ...'-FP8 -FP4 -MXFP8 -NVFP4 -AWQ -GPTQ -GPTQ-Int4 -Int8 -BNB -4bits -GGUF -GGUF-Q4_K_S -MLX -bf16 -fp16 -hf -Paddle'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(name, suffix, (written, format) => {
        const { stem, variant } = parseRepoName(written, lab);
        expect(parseRepoName(written + format, lab)).toMatchObject({ stem, variant });
      }),
    );
  });

  it('is read without an error, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (written) => {
        expect(typeof parseRepoName(`org/${written}`, lab).stem).toBe('string');
      }),
    );
  });

  it.each([
    '',
    'org/',
    'org/---',
    'org/...',
    'org/-FP8',
    'org/模型-7B',
    'org/\u0000',
    'org/İ-7B',
    'org/7B-8B-9B',
  ])('reads %j', (written) => {
    expect(() => parseRepoName(written, lab)).not.toThrow();
  });

  it.each(['a', '1', '-', '1_', 'a1.', '1d', 'b8', '0.', 'v1.', '_q4', 'Qwen3-'])(
    'reads 100 kB of %j at once',
    (part) => {
      const before = performance.now();
      const { stem } = parseRepoName(`org/${part.repeat(100_000 / part.length)}`, lab);
      expect(stem.length).toBeLessThanOrEqual(1024);
      expect(performance.now() - before).toBeLessThan(200);
    },
  );
});
