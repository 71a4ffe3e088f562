import { frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { type Html, html } from '../../markup.ts';
import type { WebContext } from '../../web-env.ts';
import type { ApiDocument } from '../document.ts';
import type { Operation } from '../operation.ts';
import { problemKinds } from '../problem.ts';
import { operationSection } from './operation-section.ts';
import { schemaSections } from './schema-section.ts';
import { withCode } from './text.ts';
import { type ReferenceWords, referenceWords } from './words.ts';

/** The document for people: every operation, what it takes, an example, what may go wrong. `base`: of the addresses. */
export function referencePage(
  c: WebContext,
  document: ApiDocument,
  operations: readonly Operation[],
  base: string,
): Response {
  const frame = frameOf(c);
  const words = referenceWords[frame.language];
  const tags = document.tags ?? [];
  return sendPage(c, frame, {
    title: words.title,
    body: html`<p>${words.intro} <a href="/api/v1/openapi.json">${words.document}</a></p>
<div class="reference" lang="en">
${document.info.description?.split('\n\n').map((paragraph) => html`<p>${withCode(paragraph)}</p>`)}
<nav aria-label="${words.operations}"><ul>${operations.map(contentsLine)}</ul></nav>
${tags.map(
  (tag) => html`<h2>${tag.name}</h2>
<p>${tag.description}</p>
${operations.filter((one) => one.tag === tag.name).map((one) => operationSection(one, document, base, words))}`,
)}
${feedSection(base, words)}
<h2>${words.shapes}</h2>
${schemaSections(document, words)}
${problemSection(words)}
</div>`,
  });
}

function contentsLine({ id, method, path, summary }: Operation): Html {
  return html`<li><a href="#${id}"><code>${method.toUpperCase()} ${path}</code></a> ${summary}</li>
`;
}

const FEEDS = ['/feeds/releases.atom', '/feeds/labs/zhipu.rss', '/feeds/releases.json?lab=qwen&kind=llm'];

function feedSection(base: string, words: ReferenceWords): Html {
  return html`<h2>${words.feeds}</h2>
<p>${words.feedsIntro}</p>
<ul>${FEEDS.map((path) => html`<li><a href="${path}"><code>${base}${path}</code></a></li>`)}</ul>`;
}

function problemSection(words: ReferenceWords): Html {
  return html`<h2>${words.problems}</h2>
<p>${words.problemsIntro}</p>
<div class="scroll" role="region" tabindex="0" aria-label="${words.problems}"><table><caption class="unseen">${words.problems}</caption>
<thead><tr><th scope="col">${words.code}</th><th scope="col">${words.status}</th><th scope="col">${words.meaning}</th></tr></thead>
<tbody>${Object.entries(problemKinds).map(
    ([code, { status, title }]) =>
      html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}</td></tr>
`,
  )}</tbody></table></div>`;
}
