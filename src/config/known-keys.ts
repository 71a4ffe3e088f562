import { z } from 'zod';
import type { Path } from './yaml-file.ts';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
}

/** The keys that the schema knows at `path`, read from its JSON Schema; of a union, the part that the value is of. */
export function knownKeys(schema: z.ZodType, path: Path, raw: unknown): string[] {
  let parts = alternatives(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, raw);
  path.forEach((step, index) => {
    const value = valueAt(raw, path.slice(0, index + 1));
    parts = parts.flatMap((part) => {
      const next = typeof step === 'number' ? part.items : part.properties?.[String(step)];
      return next === undefined ? [] : alternatives(next, value);
    });
  });
  return [...new Set(parts.flatMap((part) => Object.keys(part.properties ?? {})))];
}

function alternatives(schema: JsonSchema, value: unknown): JsonSchema[] {
  const options = schema.oneOf ?? schema.anyOf;
  if (options === undefined) return [schema];
  return options.flatMap((option) => alternatives(option, value)).filter((option) => mayBe(option, value));
}

function mayBe(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema.properties ?? {}).every(
    ([key, property]) => property.const === undefined || property.const === valueAt(value, [key]),
  );
}

/** The value at `path` in plain values; undefined where there is none. */
export function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
