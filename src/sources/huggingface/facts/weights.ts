import { z } from 'zod';
import type { ConfigFacts, RepoFacts } from '../../../domain/repo-facts.ts';
import type { HubAccess } from '../list-fetch.ts';
import { parseLooseJson } from './loose-json.ts';
import { type FileAddress, type FileContext, type FileLimits, resolveFile, textOf } from './resolve-file.ts';

type At = Omit<FileAddress, 'path'>;

const WEIGHTS = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

/** The Hub's own readers ask for so much at first: the headers of all but the largest models are shorter. */
const FIRST_BYTES = 100_000;
const LONGEST_HEADER = 8_000_000;
/** What is wanted of an index stands at its beginning, before the long list of tensors. */
const INDEX_BYTES = 16_384;
/** A server that takes no notice of the range sends all: an index of 60,000 tensors is 8 MB. */
const LONGEST_INDEX = 20_000_000;

/** Bytes of one number by the type that a configuration names. */
const WIDTHS: Readonly<Record<string, number>> = { float32: 4, float16: 2, bfloat16: 2 };

/**
 * The number of parameters by the weights' own metadata: the header of the one file, or the index of many. Null where it
 * cannot be said, as of weights that are packed, or in another format.
 */
export async function countWeights(
  hub: HubAccess,
  at: At,
  config: ConfigFacts | null,
  context: FileContext,
): Promise<RepoFacts['weights']> {
  // What is packed has fewer numbers than parameters.
  if (config !== null && config.quantization !== null) return null;
  const indexed = await countByIndex(hub, at, config, context);
  if (indexed !== 'none') return indexed === null ? null : { total: indexed, file: INDEX };
  const total = await countByHeader(hub, at, context);
  return total === null ? null : { total, file: WEIGHTS };
}

async function countByIndex(
  hub: HubAccess,
  at: At,
  config: ConfigFacts | null,
  context: FileContext,
): Promise<number | null | 'none'> {
  const limits: FileLimits = { maxBytes: LONGEST_INDEX, range: [0, INDEX_BYTES - 1] };
  const file = await resolveFile(hub, { ...at, path: INDEX }, limits, context);
  if (file.kind === 'absent') return file.reason === 'no-such-file' ? 'none' : null;
  const beginning = textOf(file.bytes.subarray(0, INDEX_BYTES));
  const counted = numberAt(beginning, 'total_parameters');
  if (counted !== null) return counted;
  const size = numberAt(beginning, 'total_size');
  const width = WIDTHS[config?.dtype ?? ''];
  return size === null || width === undefined ? null : Math.round(size / width);
}

function numberAt(text: string, name: string): number | null {
  const written = new RegExp(`"${name}"\\s{0,9}:\\s{0,9}(\\d{1,15})(?:\\.0)?\\s{0,9}[,}]`).exec(text)?.[1];
  const value = Number(written ?? 0);
  return value > 0 ? value : null;
}

/** Length of the header in 8 bytes, the lower first, then the header as JSON: https://huggingface.co/docs/safetensors/metadata_parsing. */
async function countByHeader(hub: HubAccess, at: At, context: FileContext): Promise<number | null> {
  const first = await readRange(hub, at, FIRST_BYTES, context);
  if (first === null || first.byteLength < 8) return null;
  const length = new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true);
  if (length > LONGEST_HEADER || length < 2) return null;
  const end = 8 + Number(length);
  const whole = first.byteLength >= end ? first : await readRange(hub, at, end, context);
  if (whole === null || whole.byteLength < end) return null;
  const header = headerSchema.safeParse(parseLooseJson(textOf(whole.subarray(8, end))));
  return header.success ? header.data : null;
}

async function readRange(
  hub: HubAccess,
  at: At,
  bytes: number,
  context: FileContext,
): Promise<Uint8Array | null> {
  // Whoever sends all in answer to a question for the beginning sends gigabytes: refused by its announced length.
  const limits: FileLimits = { maxBytes: bytes, range: [0, bytes - 1] };
  const file = await resolveFile(hub, { ...at, path: WEIGHTS }, limits, context);
  return file.kind === 'file' ? file.bytes : null;
}

/** Types of which each number is a parameter: integers are packed ones, or tables. */
const PLAIN = new Set(['F64', 'F32', 'F16', 'BF16']);

const headerSchema = z.record(z.string(), z.unknown()).transform((header, context): number => {
  let total = 0;
  for (const [name, tensor] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape } =
      typeof tensor === 'object' && tensor !== null ? (tensor as Record<string, unknown>) : {};
    if (!PLAIN.has(String(dtype)) || !Array.isArray(shape)) return refuse(context);
    total += shape.reduce(
      (product: number, size: unknown) => product * (typeof size === 'number' ? size : Number.NaN),
      1,
    );
  }
  return Number.isSafeInteger(total) && total > 0 ? total : refuse(context);
});

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: 'its tensors do not say how many parameters there are' });
  return z.NEVER;
}
