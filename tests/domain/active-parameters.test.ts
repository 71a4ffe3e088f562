import { describe, expect, it } from 'vitest';
import { countParameters, type ModelConfig } from '../../src/domain/active-parameters.ts';

const DEEPSEEK_V3: ModelConfig = {
  model_type: 'deepseek_v3',
  hidden_size: 7168,
  num_hidden_layers: 61,
  num_attention_heads: 128,
  q_lora_rank: 1536,
  kv_lora_rank: 512,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  intermediate_size: 18432,
  moe_intermediate_size: 2048,
  n_routed_experts: 256,
  n_shared_experts: 1,
  num_experts_per_tok: 8,
  first_k_dense_replace: 3,
  moe_layer_freq: 1,
  num_nextn_predict_layers: 1,
  vocab_size: 129280,
  tie_word_embeddings: false,
};

const DEEPSEEK_V2: ModelConfig = {
  model_type: 'deepseek_v2',
  hidden_size: 5120,
  num_hidden_layers: 60,
  num_attention_heads: 128,
  q_lora_rank: 1536,
  kv_lora_rank: 512,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  intermediate_size: 12288,
  moe_intermediate_size: 1536,
  n_routed_experts: 160,
  n_shared_experts: 2,
  num_experts_per_tok: 6,
  first_k_dense_replace: 1,
  moe_layer_freq: 1,
  vocab_size: 102400,
  tie_word_embeddings: false,
};

const QWEN3_235B: ModelConfig = {
  model_type: 'qwen3_moe',
  hidden_size: 4096,
  num_hidden_layers: 94,
  num_attention_heads: 64,
  num_key_value_heads: 4,
  head_dim: 128,
  intermediate_size: 12288,
  moe_intermediate_size: 1536,
  num_experts: 128,
  num_experts_per_tok: 8,
  decoder_sparse_step: 1,
  mlp_only_layers: [],
  vocab_size: 151936,
  tie_word_embeddings: false,
};

const GLM_4_5: ModelConfig = {
  model_type: 'glm4_moe',
  hidden_size: 5120,
  num_hidden_layers: 92,
  num_attention_heads: 96,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 12288,
  moe_intermediate_size: 1536,
  n_routed_experts: 160,
  n_shared_experts: 1,
  num_experts_per_tok: 8,
  first_k_dense_replace: 3,
  vocab_size: 151552,
  tie_word_embeddings: false,
};

const MINIMAX_M1: ModelConfig = {
  model_type: 'minimax_m1',
  hidden_size: 6144,
  num_hidden_layers: 80,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 9216,
  num_local_experts: 32,
  num_experts_per_tok: 2,
  shared_intermediate_size: 0,
  attn_type_list: Array.from({ length: 80 }, (_, layer) => (layer % 8 === 7 ? 1 : 0)),
  vocab_size: 200064,
  tie_word_embeddings: false,
};

const LING_1T: ModelConfig = {
  model_type: 'bailing_moe_v2',
  hidden_size: 8192,
  num_hidden_layers: 80,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 18432,
  moe_intermediate_size: 2048,
  num_experts: 256,
  num_shared_experts: 1,
  num_experts_per_tok: 8,
  first_k_dense_replace: 4,
  vocab_size: 157184,
  tie_word_embeddings: false,
};

const ERNIE_300B: ModelConfig = {
  model_type: 'ernie4_5_moe',
  hidden_size: 8192,
  num_hidden_layers: 54,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  intermediate_size: 28672,
  moe_intermediate_size: 3584,
  moe_num_experts: 64,
  moe_k: 8,
  moe_num_shared_experts: 0,
  moe_layer_start_index: 3,
  moe_layer_end_index: 53,
  moe_layer_interval: 1,
  vocab_size: 103424,
  tie_word_embeddings: false,
};

/** Published by the labs, in billions: total and active. */
const PUBLISHED: readonly (readonly [string, ModelConfig, number, number])[] = [
  ['DeepSeek-V3', DEEPSEEK_V3, 671, 37],
  ['DeepSeek-V2', DEEPSEEK_V2, 236, 21],
  [
    'DeepSeek-V2-Lite',
    {
      ...DEEPSEEK_V2,
      hidden_size: 2048,
      num_hidden_layers: 27,
      num_attention_heads: 16,
      q_lora_rank: null,
      intermediate_size: 10944,
      moe_intermediate_size: 1408,
      n_routed_experts: 64,
    },
    15.7,
    2.4,
  ],
  [
    'Kimi-K2',
    {
      ...DEEPSEEK_V3,
      model_type: 'kimi_k2',
      num_attention_heads: 64,
      n_routed_experts: 384,
      first_k_dense_replace: 1,
      vocab_size: 163840,
    },
    1040,
    32,
  ],
  ['Qwen3-235B-A22B', QWEN3_235B, 235, 22],
  [
    'Qwen3-30B-A3B',
    {
      ...QWEN3_235B,
      hidden_size: 2048,
      num_hidden_layers: 48,
      num_attention_heads: 32,
      moe_intermediate_size: 768,
    },
    30.5,
    3.3,
  ],
  [
    'Qwen1.5-MoE-A2.7B',
    {
      model_type: 'qwen2_moe',
      hidden_size: 2048,
      num_hidden_layers: 24,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      intermediate_size: 5632,
      moe_intermediate_size: 1408,
      shared_expert_intermediate_size: 5632,
      num_experts: 60,
      num_experts_per_tok: 4,
      decoder_sparse_step: 1,
      vocab_size: 151936,
      tie_word_embeddings: false,
    },
    14.3,
    2.7,
  ],
  [
    'Qwen3-Next-80B-A3B',
    {
      model_type: 'qwen3_next',
      hidden_size: 2048,
      num_hidden_layers: 48,
      num_attention_heads: 16,
      num_key_value_heads: 2,
      head_dim: 256,
      full_attention_interval: 4,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
      linear_conv_kernel_dim: 4,
      intermediate_size: 5120,
      moe_intermediate_size: 512,
      shared_expert_intermediate_size: 512,
      num_experts: 512,
      num_experts_per_tok: 10,
      decoder_sparse_step: 1,
      mlp_only_layers: [],
      vocab_size: 151936,
      tie_word_embeddings: false,
    },
    80,
    3,
  ],
  ['GLM-4.5', GLM_4_5, 355, 32],
  [
    'GLM-4.5-Air',
    {
      ...GLM_4_5,
      hidden_size: 4096,
      num_hidden_layers: 46,
      intermediate_size: 10944,
      moe_intermediate_size: 1408,
      n_routed_experts: 128,
      first_k_dense_replace: 1,
    },
    106,
    12,
  ],
  ['MiniMax-M1', MINIMAX_M1, 456, 45.9],
  [
    'MiniMax-M2',
    {
      model_type: 'minimax_m2',
      hidden_size: 3072,
      num_hidden_layers: 62,
      num_attention_heads: 48,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 1536,
      num_local_experts: 256,
      num_experts_per_tok: 8,
      vocab_size: 200064,
      tie_word_embeddings: false,
    },
    230,
    10,
  ],
  ['ERNIE-4.5-300B-A47B', ERNIE_300B, 300, 47],
  [
    'ERNIE-4.5-21B-A3B',
    {
      ...ERNIE_300B,
      hidden_size: 2560,
      num_hidden_layers: 28,
      num_attention_heads: 20,
      num_key_value_heads: 4,
      intermediate_size: 12288,
      moe_intermediate_size: 1536,
      moe_k: 6,
      moe_num_shared_experts: 2,
      moe_layer_start_index: 1,
      moe_layer_end_index: 27,
      tie_word_embeddings: true,
    },
    21,
    3,
  ],
  [
    'Hunyuan-A13B',
    {
      model_type: 'hunyuan_v1_moe',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 3072,
      moe_intermediate_size: Array(32).fill(3072),
      num_experts: 64,
      moe_topk: Array(32).fill(8),
      num_shared_expert: Array(32).fill(1),
      vocab_size: 128167,
      tie_word_embeddings: true,
    },
    80,
    13,
  ],
  [
    'Ling-lite',
    {
      model_type: 'bailing_moe',
      hidden_size: 2048,
      num_hidden_layers: 28,
      num_attention_heads: 16,
      num_key_value_heads: 4,
      head_dim: 128,
      intermediate_size: 5632,
      moe_intermediate_size: 1408,
      num_experts: 64,
      num_shared_experts: 2,
      num_experts_per_tok: 6,
      first_k_dense_replace: 0,
      vocab_size: 126464,
      tie_word_embeddings: false,
    },
    16.8,
    2.75,
  ],
  [
    'Ling-mini-2.0',
    {
      ...LING_1T,
      hidden_size: 2048,
      num_hidden_layers: 20,
      num_attention_heads: 16,
      num_key_value_heads: 4,
      intermediate_size: 5120,
      moe_intermediate_size: 512,
      first_k_dense_replace: 1,
    },
    16,
    1.4,
  ],
  ['Ling-1T', LING_1T, 1000, 50],
  [
    'dots.llm1',
    {
      ...GLM_4_5,
      model_type: 'dots1',
      hidden_size: 4096,
      num_hidden_layers: 62,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      intermediate_size: 10944,
      moe_intermediate_size: 1408,
      n_routed_experts: 128,
      n_shared_experts: 2,
      num_experts_per_tok: 6,
      first_k_dense_replace: 1,
      vocab_size: 152064,
    },
    142,
    14,
  ],
  [
    'Mixtral-8x7B',
    {
      model_type: 'mixtral',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 14336,
      num_local_experts: 8,
      num_experts_per_tok: 2,
      vocab_size: 32000,
      tie_word_embeddings: false,
    },
    46.7,
    12.9,
  ],
];

/** Totals are published rounded to two or three digits, and 21B and 106B are rounded down. */
const TOTAL_TOLERANCE = 0.04;

/** Half of the last digit that is published: 37 is 36.5 to 37.5. */
function rounding(published: number): number {
  const decimals = String(published).split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}

describe('a mixture of experts', () => {
  it.each(PUBLISHED)('counts %s as published', (_, config, total, active) => {
    const counted = countParameters(config);
    if (!counted.known) throw new Error(counted.reason);
    expect(Math.abs(counted.total / 1e9 / total - 1)).toBeLessThan(TOTAL_TOLERANCE);
    // With its embeddings or without: each lab has its own custom, and none is beyond the one or the other.
    expect((counted.active - counted.embeddings) / 1e9).toBeLessThan(active + rounding(active));
    expect(counted.active / 1e9).toBeGreaterThan(active - rounding(active));
    expect((counted.active - counted.embeddings) / 1e9).toBeGreaterThan(active * 0.5);
  });

  it('counts to the unit what the parts add up to', () => {
    const tiny = {
      model_type: 'mixtral',
      hidden_size: 4,
      num_hidden_layers: 1,
      num_attention_heads: 2,
      num_key_value_heads: 1,
      intermediate_size: 8,
      num_local_experts: 3,
      num_experts_per_tok: 1,
      vocab_size: 10,
    };
    // Attention 2·4·4 + 2·4·2, norms 2·4, router 3·4, experts of 3·4·8; embedding and output 10·4 each, last norm 4.
    expect(countParameters({ ...tiny, tie_word_embeddings: false })).toEqual({
      known: true,
      total: 48 + 8 + 12 + 3 * 96 + 80 + 4,
      active: 48 + 8 + 12 + 96 + 80 + 4,
      embeddings: 80,
    });
    expect(countParameters({ ...tiny, tie_word_embeddings: true })).toMatchObject({
      total: 48 + 8 + 12 + 288 + 44,
      embeddings: 40,
    });
  });
});

describe('what cannot be counted is named', () => {
  it.each([
    ['a dense model', { model_type: 'qwen3', hidden_size: 1024 }, 'dense'],
    [
      'a mixture nobody knows',
      { model_type: 'step9', num_experts: 48, num_experts_per_tok: 3 },
      'architecture-unknown',
    ],
    ['experts as needed', { model_type: 'longcat_flash', n_routed_experts: 512 }, 'experts-vary'],
    ['experts that do nothing', { ...DEEPSEEK_V3, zero_expert_num: 256 }, 'experts-vary'],
    ['a missing number', { ...DEEPSEEK_V3, kv_lora_rank: undefined }, 'incomplete'],
    [
      'a width that is no number',
      { ...GLM_4_5, moe_intermediate_size: '1536', intermediate_size: null },
      'incomplete',
    ],
    ['more experts for a token than there are', { ...GLM_4_5, num_experts_per_tok: 161 }, 'incomplete'],
    ['layers without end', { ...GLM_4_5, num_hidden_layers: 1e9 }, 'incomplete'],
    ['numbers beyond all bounds', { ...GLM_4_5, hidden_size: 2 ** 40 }, 'incomplete'],
    ['negative numbers', { ...GLM_4_5, vocab_size: -1 }, 'incomplete'],
    ['heads that do not divide', { ...GLM_4_5, head_dim: undefined, num_attention_heads: 97 }, 'incomplete'],
    ['nothing at all', {}, 'dense'],
  ])('%s', (_, config, reason) => {
    expect(countParameters(config)).toEqual({ known: false, reason });
  });
});
