import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/domain/catalog.ts';
import type { NamingLab } from '../../src/domain/naming.ts';
import type { RepoObservation } from '../../src/domain/observation.ts';
import { identifyRepo } from '../../src/domain/release-identity.ts';
import { labs, makeLab, makeObservation } from './labs.ts';

const { qwen, deepseek, zhipu, moonshot, tencent, shanghai, openbmb, baai, stepfun, kunlun } = labs;

type Row = readonly [kind: Kind, lab: NamingLab, name: string, pipelineTag: string | null, tags: string];

/** Hints as the Hub gives them. */
const rows: readonly Row[] = [
  [
    'llm',
    deepseek,
    'DeepSeek-V3',
    'text-generation',
    'transformers deepseek_v3 text-generation conversational fp8',
  ],
  ['llm', deepseek, 'DeepSeek-V4-Flash-Base', null, 'safetensors deepseek_v4 fp8 region:us'],
  ['llm', deepseek, 'DeepSeek-Prover-V2-7B', 'text-generation', ''],
  ['llm', zhipu, 'GLM-5', 'text-generation', 'transformers glm_moe_dsa text-generation conversational'],
  [
    'llm',
    qwen,
    'Qwen2.5-3B-Instruct-GGUF',
    null,
    'gguf chat base_model:Qwen/Qwen2.5-3B-Instruct conversational',
  ],
  ['llm', qwen, 'Qwen3-Next-80B-A3B-Instruct', null, 'safetensors qwen3_next'],
  ['llm', labs.ant, 'LLaDA2.1-mini', 'text-generation', 'llada2_moe dllm diffusion llm'],
  [
    'vlm',
    qwen,
    'Qwen3.5-27B',
    'image-text-to-text',
    'transformers qwen3_5 image-text-to-text conversational',
  ],
  ['vlm', qwen, 'Qwen2.5-Omni-7B', 'any-to-any', 'transformers qwen2_5_omni multimodal any-to-any'],
  ['vlm', qwen, 'Qwen3-VL-8B-Instruct-GGUF', null, 'gguf conversational'],
  ['vlm', qwen, 'Qwen4-8B', null, 'safetensors qwen4_vl_moe'],
  [
    'vlm',
    moonshot,
    'Kimi-Audio-7B-Instruct',
    'text-to-speech',
    'kimi-audio audio-language-model text-to-speech chat',
  ],
  ['vlm', moonshot, 'Kimi-K2.5', 'image-text-to-text', 'kimi_k25 feature-extraction image-text-to-text'],
  ['vlm', labs.fudan, 'MOSS-Music-8B-Thinking', 'audio-text-to-text', 'moss_music music lyrics-asr'],
  ['vlm', zhipu, 'glm-4v-9b', 'text-generation', 'chatglm'],
  ['vlm', kunlun, 'Skywork-R1V3-38B', 'text-generation', ''],
  ['vlm', shanghai, 'InternVL3-8B', 'image-text-to-text', 'internvl_chat custom_code'],
  ['vlm', openbmb, 'MiniCPM-V-2_6', 'image-text-to-text', 'minicpmv ocr vision'],
  ['vlm', makeLab('seed', ['Seed']), 'BAGEL-7B-MoT', 'any-to-any', 'bagel-mot'],
  ['vlm', tencent, 'HY-Embodied-0.5', 'image-text-to-text', 'hunyuan_vl_mot image-to-text conversational'],
  ['vlm', zhipu, 'cogvlm2-video-llama3-chat', 'video-text-to-text', ''],
  [
    'other',
    qwen,
    'Qwen3-Embedding-8B-GGUF',
    null,
    'gguf base_model:quantized:Qwen/Qwen3-8B-Base conversational',
  ],
  ['other', qwen, 'Qwen3-Reranker-8B', 'text-ranking', 'qwen3 text-generation'],
  ['other', qwen, 'Qwen3Guard-Gen-4B', 'text-generation', 'qwen3 conversational'],
  ['other', qwen, 'Qwen2.5-Math-PRM-7B', 'text-classification', ''],
  ['other', qwen, 'Qwen3-TTS-12Hz-1.7B-Base', null, 'safetensors qwen3_tts'],
  ['other', qwen, 'Qwen3-ForcedAligner-0.6B', null, 'qwen3_asr'],
  ['other', qwen, 'SAE-Res-Qwen3-8B-Base-W64K-L0_50', null, 'sparse-autoencoder sae'],
  ['other', qwen, 'Qwen-Image-2512', 'text-to-image', 'diffusers'],
  [
    'other',
    deepseek,
    'DeepSeek-OCR-2',
    'image-text-to-text',
    'deepseek_vl_v2 feature-extraction vision-language',
  ],
  ['other', labs.baidu, 'PaddleOCR-VL', 'image-text-to-text', 'conversational'],
  ['other', labs.xiaomi, 'MiMo-V2.5-ASR', 'automatic-speech-recognition', 'qwen2 text-generation'],
  ['other', labs.meituan, 'LongCat-AudioDiT-3.5B', null, 'safetensors audiodit zh en'],
  ['other', tencent, 'Hunyuan-MT-7B', 'translation', ''],
  ['other', tencent, 'HY-MT1.5-1.8B', 'text-generation', 'conversational'],
  ['other', tencent, 'Hunyuan3D-2.1', 'image-to-3d', 'diffusers'],
  ['other', baai, 'Emu3-Gen', 'any-to-any', ''],
  ['other', baai, 'bge-m3', 'sentence-similarity', 'sentence-transformers'],
  ['other', kunlun, 'Skywork-Critic-Llama-3.1-70B', 'text-generation', 'conversational'],
  ['other', stepfun, 'Step-Audio-TTS-3B', null, 'conversational'],
  ['other', shanghai, 'InternViT-6B-448px-V2_5', 'image-feature-extraction', ''],
  ['unknown', qwen, 'Qwen9-8B', null, ''],
  ['unknown', qwen, 'Qwen9-VL-8B', null, 'safetensors license:apache-2.0'],
  ['unknown', qwen, 'Qwen9-Zing', null, 'safetensors qwen9_zing'],
];

function identify(lab: NamingLab, name: string, extra: Partial<RepoObservation>) {
  return identifyRepo(makeObservation(`org/${name}`, extra), lab);
}

describe('kind', () => {
  it.each(rows.map(([kind, lab, ...hints]) => [kind, ...hints, lab] as const))('%s: %s %s %s', (...row) => {
    const [kind, name, pipelineTag, tags, lab] = row;
    const extra = { pipelineTag, tags: tags.split(' ') };
    expect(identify(lab, name, extra).kind).toBe(kind);
    expect(identify(lab, name.toLowerCase(), extra).kind).toBe(kind);
  });

  it('follows the base model where nothing else speaks', () => {
    const baseModels = { relation: 'finetune' as const, names: ['tencent/HunyuanVideo'] };
    expect(identify(tencent, 'DisCa', { baseModels })).toMatchObject({
      kind: 'other',
      kindReason: 'base-is-no-language-model',
    });
    expect(identify(tencent, 'DisCa', {})).toMatchObject({ kind: 'unknown', kindReason: 'nothing-says' });
  });

  it('is never a language model by the name alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (name) => {
        expect(['other', 'unknown']).toContain(identify(qwen, `Qwen3-${name}`, {}).kind);
      }),
    );
  });

  it('reads long hostile tags at once', () => {
    const tags = [
      '_'.repeat(100_000),
      'a_'.repeat(50_000),
      '-text-to-text'.repeat(8_000),
      'qwen3_'.repeat(16_000),
    ];
    const before = performance.now();
    identify(qwen, 'Qwen3-8B', { tags, pipelineTag: '-text-to-text'.repeat(8_000) });
    identify(qwen, 'Qwen3-8B', { tags });
    expect(performance.now() - before).toBeLessThan(200);
  });
});

describe('role', () => {
  it.each([
    ['base', qwen, 'Qwen2.5-7B', '2024-09-15T12:17:40Z'],
    ['chat', qwen, 'Qwen3-8B', '2025-04-27T03:42:21Z'],
    ['base', qwen, 'Qwen3-8B-Base', '2025-04-28T05:03:58Z'],
    ['base', labs.yi, 'Yi-34B', '2023-11-01T00:00:00Z'],
    ['base', zhipu, 'glm-4-9b', '2024-06-04T00:00:00Z'],
    ['chat', zhipu, 'chatglm3-6b', '2023-10-25T00:00:00Z'],
    ['chat', labs.teleai, 'telechat-7B', '2023-12-20T00:00:00Z'],
    ['chat', deepseek, 'DeepSeek-V3', '2024-12-25T12:52:23Z'],
    ['thinking', deepseek, 'DeepSeek-R1', '2025-01-20T03:46:07Z'],
    ['thinking', zhipu, 'GLM-Z1-9B-0414', '2025-04-08T00:00:00Z'],
    ['thinking', moonshot, 'Kimi-K2-Thinking', '2025-11-04T00:00:00Z'],
    ['base', tencent, 'Hunyuan-A13B-Pretrain', '2025-06-25T00:00:00Z'],
    ['chat', labs.xiaomi, 'MiMo-VL-7B-RL-2508', '2025-08-01T00:00:00Z'],
  ] as const)('%#: %s', (role, lab, name, createdAt) => {
    expect(identify(lab, name, { pipelineTag: 'text-generation', createdAt }).role).toBe(role);
  });

  it('is that of no language model where the repo is none', () => {
    expect(identify(qwen, 'Qwen3-TTS-12Hz-1.7B-Base', { pipelineTag: 'text-to-speech' }).role).toBe('other');
  });
});
