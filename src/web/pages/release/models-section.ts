import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import { contextAmount, sizeParts } from '../../../alerts/models-in-words.ts';
import type { ModelView, ReleaseView, RepoView } from '../../../domain/release-view.ts';
import { type Html, html, joined, NOTHING, type Piece } from '../../markup.ts';
import { dayElement } from '../../parts/day.ts';
import { outwardLink } from '../../parts/links.ts';
import { table } from '../../parts/table.ts';
import { listingWords } from '../../words/listing-words.ts';
import { releaseWords } from '../../words/release-words.ts';
import { factsTable } from './facts-section.ts';

/** The models of a release, the facts of each beneath. */
export function modelsSection(
  models: readonly ModelView[],
  quoteOf: (model: string, attribute: string) => string | null,
  language: Language,
): Html {
  const words = releaseWords[language];
  const { model, role, size, context, repos } = words.columns;
  const own = models.filter(({ facts }) => Object.keys(facts).length > 0);
  return html`${table({
    caption: words.sections.models,
    captionUnseen: true,
    stacks: 'named',
    columns: [
      { head: model },
      { head: role },
      { head: size, number: true },
      { head: context, number: true },
      { head: repos, number: true },
    ],
    rows: models.map((one) => modelRow(one, language)),
  })}
${own.map(
  ({ name, facts }) =>
    html`<details><summary>${safeLine(name)}: ${words.sections.facts}</summary>${factsTable({
      facts,
      quoteOf: (attribute) => quoteOf(name, attribute),
      caption: safeLine(name),
      language,
    })}</details>`,
)}`;
}

function modelRow({ name, role, facts, repos }: ModelView, language: Language): Piece[] {
  const { size } = sizeParts(facts, language);
  const { notStated } = listingWords[language];
  const unstated = html`<span class="soft">${notStated}</span>`;
  return [
    safeLine(name),
    releaseWords[language].roles[role],
    size ?? unstated,
    contextAmount(facts, language) ?? unstated,
    repos.length,
  ];
}

/** Repos of a page; a release of more is rare, and its page would be long. */
const REPOS_SHOWN = 300;

/** Repos under their model, by how their weights are packed: first as the lab made them. */
export function reposSection(view: ReleaseView, language: Language): Html {
  const words = releaseWords[language];
  if (view.repos.length === 0) return html`<p>${words.notListed}</p>`;
  const shown = view.repos.slice(0, REPOS_SHOWN);
  const modelOf = new Map(view.models.flatMap(({ name, repos }) => repos.map((repo) => [repo, name])));
  const packings = [
    ...Map.groupBy(shown, (repo) => `${modelOf.get(repo.id) ?? ''}\n${repo.quantization ?? ''}`),
  ]
    .map(([key, repos]) => {
      const [model = '', quantization = ''] = key.split('\n');
      return { model, quantization, repos };
    })
    .sort(
      (left, right) =>
        place(view, left.model) - place(view, right.model) || compare(left.quantization, right.quantization),
    );
  const { model, quantization, repos, seen } = words.columns;
  return html`${table({
    caption: words.sections.repos,
    captionUnseen: true,
    stacks: 'bare',
    columns: [{ head: model }, { head: quantization }, { head: repos }, { head: seen }],
    rows: packings.map((packing) => [
      safeLine(packing.model),
      packing.quantization === '' ? words.original : safeLine(packing.quantization, 40),
      below(packing.repos.map((repo) => repoLink(repo, language))),
      below(days(packing.repos).map((day) => dayElement(day, language))),
    ]),
  })}${
    view.repos.length > shown.length
      ? html`<p class="hint">${words.reposShown(shown.length, view.repos.length)}</p>`
      : NOTHING
  }`;
}

function below(lines: readonly Html[]): Html {
  return html`<div class="links">${joined(lines, html`<br>`)}</div>`;
}

/** A day for each of them, or one where all were seen on it. */
function days(repos: readonly RepoView[]): string[] {
  const seen = repos.map(({ firstSeenAt }) => firstSeenAt.slice(0, 10));
  return new Set(seen).size === 1 ? seen.slice(0, 1) : seen;
}

function repoLink({ id, url, role }: RepoView, language: Language): Html {
  return html`${outwardLink(url, id)} <span class="soft">${releaseWords[language].roles[role]}</span>`;
}

/** Models stand as the catalog has them, the largest first. */
function place({ models }: ReleaseView, name: string): number {
  const index = models.findIndex((model) => model.name === name);
  return index === -1 ? models.length : index;
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
