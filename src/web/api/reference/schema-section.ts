import { type Html, html } from '../../markup.ts';
import type { ApiDocument } from '../document.ts';
import { withCode } from './text.ts';
import type { ReferenceWords } from './words.ts';

/** What of a JSON Schema is shown. */
export interface ShownSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: ShownSchema;
  readonly properties?: Readonly<Record<string, ShownSchema>>;
  readonly additionalProperties?: ShownSchema | boolean;
  readonly required?: readonly string[];
  readonly anyOf?: readonly ShownSchema[];
  readonly allOf?: readonly ShownSchema[];
  readonly description?: string;
}

/** Every shape that has a name, field by field. */
export function schemaSections(document: ApiDocument, words: ReferenceWords): readonly Html[] {
  const schemas = (document.components?.schemas ?? {}) as unknown as Readonly<Record<string, ShownSchema>>;
  return Object.entries(schemas).map(
    ([name, schema]) => html`<section id="shape-${name}"><h3>${name}</h3>
${schema.description === undefined ? null : html`<p>${withCode(schema.description)}</p>`}
${fieldTable(name, schema, words)}</section>
`,
  );
}

/** What it is made of, the parts that have no name among it. */
export function fieldTable(caption: string, schema: ShownSchema, words: ReferenceWords): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">${words.field}</th><th scope="col">${words.type}</th><th scope="col">${words.meaning}</th></tr></thead>
<tbody>${fieldsOf(schema, '').map(
    ({ name, required, of }) => html`<tr><td><code>${name}</code></td><td>${typeOf(of)}</td><td>${[
      of.description === undefined ? null : withCode(of.description),
      required ? null : html` (${words.optional})`,
    ]}</td></tr>
`,
  )}</tbody></table></div>`;
}

interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly of: ShownSchema;
}

function fieldsOf(schema: ShownSchema, before: string): Field[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, of]): Field[] => [
    { name: `${before}${name}`, required: schema.required?.includes(name) ?? false, of },
    ...fieldsOf(of, `${before}${name}.`),
    ...(of.items === undefined ? [] : fieldsOf(of.items, `${before}${name}[].`)),
  ]);
  const extended = (schema.allOf ?? []).flatMap((part) => fieldsOf(part, before));
  return [...own, ...extended];
}

/** In a few words, with links to the shapes that have a name. */
export function typeOf(schema: ShownSchema): Html {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return html`<a href="#shape-${name}">${name}</a>`;
  if (schema.anyOf !== undefined) return alternatives(schema.anyOf);
  if (schema.allOf !== undefined) return alternatives(schema.allOf);
  if (schema.items !== undefined) return html`list of ${typeOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object')
    return html`map of ${typeOf(schema.additionalProperties)}`;
  if (schema.enum !== undefined)
    return html`${schema.enum.map((value) => JSON.stringify(value)).join(' | ')}`;
  const types = [schema.type ?? 'anything'].flat().join(' or ');
  return html`${schema.format === undefined ? types : `${types} (${schema.format})`}`;
}

function alternatives(schemas: readonly ShownSchema[]): Html {
  return html`${schemas.map((one, index) => (index === 0 ? typeOf(one) : html` or ${typeOf(one)}`))}`;
}
