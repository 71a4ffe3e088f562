import { type Html, html } from '../../markup.ts';
import type { ApiDocument } from '../document.ts';
import type { Operation } from '../operation.ts';
import { curlOf } from './curl.ts';
import { fieldTable, type ShownSchema, typeOf } from './schema-section.ts';
import { withCode } from './text.ts';
import type { ReferenceWords } from './words.ts';

/** What of an operation of the document is shown. */
interface ShownOperation {
  readonly parameters?: readonly ShownParameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: ShownSchema }>> };
  readonly responses: Readonly<Record<string, ShownAnswer>>;
}

interface ShownParameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly schema: ShownSchema;
}

interface ShownAnswer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema?: ShownSchema }>>;
}

export function operationSection(
  one: Operation,
  document: ApiDocument,
  base: string,
  words: ReferenceWords,
): Html {
  const shown = document.paths?.[one.path]?.[one.method] as unknown as ShownOperation;
  return html`<section id="${one.id}"><h3>${one.summary}</h3>
<p><code>${one.method.toUpperCase()} /api/v1${one.path}</code></p>
${one.description === undefined ? null : html`<p>${withCode(one.description)}</p>`}
${one.access === 'write' ? html`<p>${words.writes}</p>` : null}
${parameterTable(one, shown.parameters ?? [], words)}
${bodyTable(shown, document, words)}
<h4>${words.example}</h4>
${one.examples.map((example) => html`<pre><code>${curlOf(one, example, base)}</code></pre>`)}
<h4>${words.answers}</h4>
<dl>${Object.entries(shown.responses).map(
    ([status, answer]) => html`<dt>${status}</dt><dd>${withCode(answer.description)}${contentOf(answer)}</dd>
`,
  )}</dl>
</section>
`;
}

function parameterTable(
  one: Operation,
  parameters: readonly ShownParameter[],
  words: ReferenceWords,
): Html | null {
  if (parameters.length === 0) return null;
  return html`<h4>${words.parameters}</h4>
<div class="scroll" role="region" tabindex="0" aria-label="${one.summary}: ${words.parameters}"><table><caption class="unseen">${words.parameters}</caption>
<thead><tr><th scope="col">${words.parameter}</th><th scope="col">${words.place}</th><th scope="col">${words.type}</th><th scope="col">${words.meaning}</th></tr></thead>
<tbody>${parameters.map(
    ({ name, in: place, schema, description }) =>
      html`<tr><td><code>${name}</code></td><td>${place}</td><td>${typeOf(schema)}</td><td>${withCode(description ?? schema.description ?? '')}</td></tr>
`,
  )}</tbody></table></div>`;
}

function bodyTable(
  { requestBody }: ShownOperation,
  document: ApiDocument,
  words: ReferenceWords,
): Html | null {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return null;
  const name = schema.$ref?.split('/').at(-1) ?? '';
  const named = (document.components?.schemas as unknown as Record<string, ShownSchema> | undefined)?.[name];
  return html`<h4>${words.body}</h4>
${fieldTable(name || words.body, named ?? schema, words)}`;
}

function contentOf({ content = {} }: ShownAnswer): readonly Html[] {
  return Object.entries(content).map(([type, { schema }]) => {
    const items = schema?.properties?.items?.items;
    const shape = items === undefined ? schema : items;
    const what =
      shape === undefined ? null : html`: ${items === undefined ? null : 'page of '}${typeOf(shape)}`;
    return html` <code>${type}</code>${what}`;
  });
}
