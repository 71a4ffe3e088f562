/** A model's configuration as `config.json` has it. */
export type ModelConfig = Readonly<Record<string, unknown>>;

export type CountedParameters =
  | {
      readonly known: true;
      /** All of them, drafters (`num_nextn_predict_layers`) not, which labs leave out: 671B of V3, whose files hold 685B. */
      readonly total: number;
      /** All but the experts that a token is not sent to. */
      readonly active: number;
      /**
       * Those of the input embedding and the output's matrix, which are in both: some labs leave them out of what they
       * call active (45.9B of MiniMax-M1), some do not (2.75B of Ling-lite), some leave out the one and not the other.
       */
      readonly embeddings: number;
    }
  | { readonly known: false; readonly reason: UncountableReason };

export type UncountableReason =
  /** All parameters work on each token. */
  | 'dense'
  /** A mixture of experts whose layers nobody here knows. */
  | 'architecture-unknown'
  /** A token takes as many experts as it needs. */
  | 'experts-vary'
  /** A number that the count needs is missing or impossible. */
  | 'incomplete';

/**
 * Counts the parameters of a mixture of experts by what its `config.json` says of its layers. Pure. The names of the
 * fields are those of the models' own code, in transformers or beside the weights. Biases and norms inside attention are
 * left out: less than a thousandth of any of these models.
 */
export function countParameters(config: ModelConfig): CountedParameters {
  const type = typeof config.model_type === 'string' ? config.model_type : '';
  if (VARYING.has(type) || positive(config.zero_expert_num)) return { known: false, reason: 'experts-vary' };
  const count = ARCHITECTURES[type];
  if (count === undefined)
    return { known: false, reason: routedExperts(config) === null ? 'dense' : 'architecture-unknown' };
  const shape = readShape(config);
  if (shape === null) return { known: false, reason: 'incomplete' };
  const { total, active } = count(config, shape);
  const embeddings = shape.vocabulary * shape.hidden * (config.tie_word_embeddings === true ? 1 : 2);
  const around = embeddings + shape.hidden;
  const counted = { total: total + around, active: active + around, embeddings };
  const possible =
    Number.isSafeInteger(counted.total) && counted.active <= counted.total && counted.active > 0;
  return possible ? { known: true, ...counted } : { known: false, reason: 'incomplete' };
}

/** Number of experts that a token may be sent to, by any of the names that this has; null where there are none. */
export function routedExperts(config: ModelConfig): number | null {
  return firstCount(config, ['n_routed_experts', 'num_experts', 'num_local_experts', 'moe_num_experts']);
}

/** Number of experts that each token is sent to. */
export function expertsPerToken(config: ModelConfig): number | null {
  return firstCount(config, ['num_experts_per_tok', 'moe_topk', 'moe_k', 'num_experts_per_token']);
}

/** Number of experts that every token passes. */
export function sharedExperts(config: ModelConfig): number | null {
  return firstCount(config, [
    'n_shared_experts',
    'num_shared_experts',
    'num_shared_expert',
    'moe_num_shared_experts',
  ]);
}

interface Shape {
  readonly hidden: number;
  readonly layers: number;
  readonly vocabulary: number;
  readonly experts: number;
  readonly perToken: number;
}

interface Sums {
  readonly total: number;
  readonly active: number;
}

type Count = (config: ModelConfig, shape: Shape) => Sums;

/** https://arxiv.org/abs/2509.01322: 18.6 to 31.3 billion of LongCat-Flash. */
const VARYING = new Set(['longcat_flash', 'longcat']);

const ARCHITECTURES: Readonly<Record<string, Count | undefined>> = {
  deepseek_v2: countLayers(latentAttention),
  deepseek_v3: countLayers(latentAttention),
  deepseek_v32: countLayers(indexedAttention),
  kimi_k2: countLayers(latentAttention),
  glm4_moe: countLayers(groupedAttention),
  glm4v_moe_text: countLayers(groupedAttention),
  glm4_moe_lite: countLayers(latentAttention),
  glm_moe_dsa: countLayers(indexedAttention),
  dots1: countLayers(groupedAttention),
  qwen2_moe: countLayers(groupedAttention),
  qwen3_moe: countLayers(groupedAttention),
  qwen3_vl_moe_text: countLayers(groupedAttention),
  qwen3_omni_moe_text: countLayers(groupedAttention),
  qwen3_next: countLayers(gatedDeltaAttention),
  qwen3_5_moe_text: countLayers(gatedDeltaAttention),
  minimax_m2: countLayers(groupedAttention),
  minimax_m1: countLayers(lightningAttention),
  minimax_text_01: countLayers(lightningAttention),
  ernie4_5_moe: countLayers(groupedAttention),
  hunyuan_v1_moe: countLayers(groupedAttention),
  bailing_moe: countLayers(groupedAttention),
  bailing_moe_v2: countLayers(groupedAttention),
  mixtral: countLayers(groupedAttention),
};

/** Parameters of one layer's attention. */
type Attention = (config: ModelConfig, shape: Shape, layer: number) => number;

function countLayers(attention: Attention): Count {
  return (config, shape) => {
    const { hidden, experts, perToken, layers } = shape;
    const expert = 3 * hidden * expertWidth(config);
    const shared =
      sharedWidth(config) * 3 * hidden + (positive(config.shared_expert_intermediate_size) ? hidden : 0);
    const router = hidden * experts;
    let total = 0;
    let active = 0;
    for (let layer = 0; layer < layers; layer++) {
      const always = attention(config, shape, layer) + 2 * hidden;
      if (hasExperts(config, layer, layers)) {
        total += always + router + shared + experts * expert;
        active += always + router + shared + perToken * expert;
      } else {
        const dense = 3 * hidden * (count(config.intermediate_size) ?? Number.NaN);
        total += always + dense;
        active += always + dense;
      }
    }
    return { total, active };
  };
}

/** Width of one expert: where there is no name of its own for it, every layer has experts, and `intermediate_size` is it. */
function expertWidth(config: ModelConfig): number {
  return firstCount(config, ['moe_intermediate_size', 'intermediate_size']) ?? Number.NaN;
}

/** Widths of the shared experts of a layer together; 0 where there are none. */
function sharedWidth(config: ModelConfig): number {
  const together = count(config.shared_expert_intermediate_size);
  if (together !== null) return together;
  const each = count(config.moe_shared_expert_intermediate_size) ?? expertWidth(config);
  return (sharedExperts(config) ?? 0) * each;
}

function hasExperts(config: ModelConfig, layer: number, layers: number): boolean {
  const { mlp_layer_types: types, mlp_only_layers: dense } = config;
  if (Array.isArray(types) && types.length === layers) return types[layer] !== 'dense';
  if (Array.isArray(dense) && dense.includes(layer)) return false;
  const step = firstCount(config, ['decoder_sparse_step', 'moe_layer_freq', 'moe_layer_interval']) ?? 1;
  const start = count(config.moe_layer_start_index);
  if (start !== null) {
    const end = count(config.moe_layer_end_index) ?? layers - 1;
    return layer >= start && layer <= end && (layer + 1) % step === 0;
  }
  if (layer < (count(config.first_k_dense_replace) ?? 0)) return false;
  return 'decoder_sparse_step' in config ? (layer + 1) % step === 0 : layer % step === 0;
}

/** Queries, keys, values and output, keys and values shared by groups of heads: https://arxiv.org/abs/2305.13245. */
function groupedAttention(config: ModelConfig, { hidden }: Shape): number {
  const { queries, keys } = headWidths(config, hidden);
  return 2 * hidden * queries + 2 * hidden * keys;
}

function headWidths(config: ModelConfig, hidden: number) {
  const heads = count(config.num_attention_heads) ?? Number.NaN;
  const groups = count(config.num_key_value_heads) ?? heads;
  const head = positive(config.head_dim) ? (count(config.head_dim) as number) : hidden / heads;
  return { heads, head, queries: heads * head, keys: groups * head };
}

/** Keys and values, and mostly queries, through a narrow latent: https://arxiv.org/abs/2405.04434, section 2.1. */
function latentAttention(config: ModelConfig, { hidden }: Shape): number {
  const need = (name: string) => count(config[name]) ?? Number.NaN;
  const heads = need('num_attention_heads');
  const latent = need('kv_lora_rank');
  const rotary = need('qk_rope_head_dim');
  const plain = need('qk_nope_head_dim');
  const value = need('v_head_dim');
  const narrow = count(config.q_lora_rank) ?? 0;
  const queries = heads * (plain + rotary);
  const toQueries = narrow === 0 ? hidden * queries : hidden * narrow + narrow + narrow * queries;
  const toLatent = hidden * (latent + rotary) + latent;
  return toQueries + toLatent + latent * heads * (plain + value) + heads * value * hidden;
}

/** The same with an indexer that picks what each token attends to: the code beside DeepSeek-V3.2-Exp's weights. */
function indexedAttention(config: ModelConfig, shape: Shape): number {
  const heads = count(config.index_n_heads) ?? 0;
  const width = count(config.index_head_dim) ?? 0;
  const narrow = count(config.q_lora_rank) ?? 0;
  const indexer = narrow * heads * width + shape.hidden * width + shape.hidden * heads;
  return latentAttention(config, shape) + indexer;
}

/** Three layers of a gated delta rule to one of gated attention, whose queries bring a gate along: Qwen3-Next. */
function gatedDeltaAttention(config: ModelConfig, { hidden }: Shape, layer: number): number {
  const types = config.layer_types;
  const every = count(config.full_attention_interval) ?? 4;
  const full = Array.isArray(types) ? types[layer] === 'full_attention' : (layer + 1) % every === 0;
  if (full) {
    const { queries, keys } = headWidths(config, hidden);
    return 3 * hidden * queries + 2 * hidden * keys;
  }
  const need = (name: string) => count(config[name]) ?? Number.NaN;
  const keys = need('linear_num_key_heads') * need('linear_key_head_dim');
  const valueHeads = need('linear_num_value_heads');
  const values = valueHeads * need('linear_value_head_dim');
  const convolution = (2 * keys + values) * (count(config.linear_conv_kernel_dim) ?? 4);
  return hidden * (2 * keys + 2 * values + 2 * valueHeads) + convolution + values * hidden;
}

/** Most layers of a linear attention with an output gate, some of the usual kind: https://arxiv.org/abs/2501.08313. */
function lightningAttention(config: ModelConfig, shape: Shape, layer: number): number {
  const types = config.attn_type_list;
  if (!Array.isArray(types)) return Number.NaN;
  if (types[layer] === 1) return groupedAttention(config, shape);
  const { queries } = headWidths(config, shape.hidden);
  return 5 * shape.hidden * queries;
}

/** Numbers beyond these are no model's: a hostile configuration would have us count for hours. */
const MOST_LAYERS = 1000;

function readShape(config: ModelConfig): Shape | null {
  const hidden = count(config.hidden_size);
  const layers = count(config.num_hidden_layers);
  const vocabulary = count(config.vocab_size);
  const experts = routedExperts(config);
  const perToken = expertsPerToken(config);
  if (hidden === null || layers === null || vocabulary === null || experts === null || perToken === null)
    return null;
  if (layers > MOST_LAYERS || perToken > experts) return null;
  return { hidden, layers, vocabulary, experts, perToken };
}

function firstCount(config: ModelConfig, names: readonly string[]): number | null {
  for (const name of names) {
    const value = config[name];
    // One for each layer, of which the last are alike: Hunyuan-A13B.
    const found = count(Array.isArray(value) ? value.at(-1) : value);
    if (found !== null && found > 0) return found;
  }
  return null;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function positive(value: unknown): boolean {
  return (count(value) ?? 0) > 0;
}
