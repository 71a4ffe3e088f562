import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** What of the OpenAPI document is looked at. */
export interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
  }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

type Schema = Readonly<Record<string, unknown>>;

/** Why an answer is not as the document says; none where it is. What the document does not name is wrong, too. */
export function departures(
  document: Document,
  operation: { readonly path: string; readonly method: string },
  answer: { readonly status: number; readonly type: string; readonly value: unknown },
): string[] {
  const described = document.paths[operation.path]?.[operation.method];
  const content = described?.responses[String(answer.status)]?.content;
  const schema = content?.[answer.type.split(';')[0] ?? '']?.schema;
  if (schema === undefined) return [`${answer.status} ${answer.type} is not described`];
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  const check = ajv.compile(closed(schema, document));
  check(answer.value);
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** The schema with everything that it refers to in its place, and nothing allowed that it does not name. */
function closed(schema: Schema, document: Document): Schema {
  const { $ref, allOf } = schema as { $ref?: string; allOf?: Schema[] };
  if ($ref !== undefined)
    return closed(document.components.schemas[$ref.split('/').at(-1) ?? ''] as Schema, document);
  if (allOf !== undefined) {
    const { allOf: _, ...own } = schema;
    const parts = [...allOf, own].map((part) => closed(part, document)) as {
      properties?: object;
      required?: string[];
    }[];
    return {
      type: 'object',
      properties: Object.assign({}, ...parts.map(({ properties }) => properties ?? {})),
      required: parts.flatMap(({ required = [] }) => required),
      additionalProperties: false,
    };
  }
  const inner = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === 'properties')
      return [
        key,
        Object.fromEntries(
          Object.entries(value as Record<string, Schema>).map(([name, one]) => [name, closed(one, document)]),
        ),
      ];
    if (key === 'anyOf' || key === 'oneOf')
      return [key, (value as Schema[]).map((one) => closed(one, document))];
    const nested = (key === 'items' || key === 'additionalProperties') && typeof value === 'object';
    return [key, nested ? closed(value as Schema, document) : value];
  });
  return {
    ...Object.fromEntries(inner),
    ...('properties' in schema && !('additionalProperties' in schema) ? { additionalProperties: false } : {}),
  };
}
