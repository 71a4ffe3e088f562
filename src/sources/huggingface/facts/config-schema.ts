import { z } from 'zod';
import {
  countParameters,
  expertsPerToken,
  type ModelConfig,
  routedExperts,
  sharedExperts,
} from '../../../domain/active-parameters.ts';
import type { ConfigFacts, Experts } from '../../../domain/repo-facts.ts';

const object = z.record(z.string(), z.unknown());

/** `config.json` as facts: whatever of it is missing or odd is null. */
export const configSchema = object.transform((config): ConfigFacts => {
  const text = textPart(config);
  const architectures = Array.isArray(config.architectures) ? config.architectures : [];
  return {
    architecture: word(architectures[0]),
    modelType: word(text.model_type) ?? word(config.model_type),
    contextLength: contextLength(text) ?? contextLength(config),
    contextFile: 'config.json',
    layers: count(text.num_hidden_layers) ?? count(text.num_layers) ?? count(text.n_layer),
    experts: experts(text),
    vocabulary: count(text.vocab_size) ?? count(text.padded_vocab_size) ?? count(config.vocab_size),
    dtype: word(config.dtype) ?? word(config.torch_dtype) ?? word(text.dtype) ?? word(text.torch_dtype),
    quantization: quantization(config) ?? quantization(text),
    parameters: countParameters(text),
  };
});

/** `generation_config.json`: only how long an answer may become at all says something of the context. */
export const generationSchema = object.transform((config) => longEnough(config.max_length));

/** Where models of several modalities keep the configuration of the part that makes words. */
const TEXT_PARTS = [
  'text_config',
  'llm_config',
  'language_config',
  'language_model_config',
  'thinker_config',
];

function textPart(config: ModelConfig, depth = 0): ModelConfig {
  for (const name of TEXT_PARTS) {
    const part = config[name];
    // Omni models nest twice: thinker_config.text_config.
    if (isRecord(part)) return depth < 2 ? textPart(part, depth + 1) : part;
  }
  return config;
}

const POSITIONS = [
  'max_position_embeddings',
  'max_sequence_length',
  'seq_length',
  'n_positions',
  'max_seq_len',
  'model_max_length',
] as const;

/**
 * Positions that the model is made for: those that it names, or, where it stretches its rotary positions, the original
 * ones times the factor (https://huggingface.co/docs/transformers/internal/rope_utils). Some name the stretched number
 * already: the greater of both holds. Windows that slide limit what a layer sees, not the context.
 */
function contextLength(config: ModelConfig): number | null {
  const stated = POSITIONS.map((name) => longEnough(config[name])).find((value) => value !== null) ?? null;
  const rope = isRecord(config.rope_scaling) ? config.rope_scaling : config.rope_parameters;
  if (!isRecord(rope)) return stated;
  const original = longEnough(rope.original_max_position_embeddings);
  const { factor } = rope;
  if (original === null || typeof factor !== 'number' || !(factor >= 1 && factor <= MOST_STRETCH))
    return stated;
  return Math.max(Math.round(original * factor), stated ?? 0);
}

const MOST_STRETCH = 1000;
/** Below this a length is one of tests or of another thing; above, it means "no limit" (1e30 of tokenizers). */
const SHORTEST_CONTEXT = 512;
const LONGEST_CONTEXT = 100_000_000;

function longEnough(value: unknown): number | null {
  const length = count(value);
  return length !== null && length >= SHORTEST_CONTEXT && length <= LONGEST_CONTEXT ? length : null;
}

function experts(config: ModelConfig): Experts | null {
  const total = routedExperts(config);
  if (total === null || total < 2 || total > MOST_EXPERTS) return null;
  return { total, active: expertsPerToken(config), shared: sharedExperts(config) };
}

const MOST_EXPERTS = 100_000;

function quantization(config: ModelConfig): string | null {
  const { quantization_config: own } = config;
  if (!isRecord(own)) return null;
  return word(own.quant_method) ?? word(own.format) ?? 'unknown';
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** A name of a class, type or format: short, and without anything that is not one. */
function word(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.\-/+]{1,100}$/.test(value) ? value : null;
}

function isRecord(value: unknown): value is ModelConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
