import type { Language } from '../../../alerts/language.ts';
import { viewSources } from '../../../pipeline/view-sources.ts';
import { placeInWords } from '../../../sources/source-config.ts';
import { hostOf } from '../../../sources/source-standing.ts';
import { listSources } from '../../../store/sources.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { type Html, html } from '../../markup.ts';
import { addressLink } from '../../parts/links.ts';
import { sourceState } from '../../parts/source-state.ts';
import { labWords } from '../../words/lab-words.ts';
import { sourceWords } from '../../words/source-words.ts';

/** The sources that are of one lab, and how they do. */
export async function watchedSources(
  { configuration, hfEndpoint, database, clock }: WebDependencies,
  lab: string,
  language: Language,
): Promise<Html> {
  const own = configuration.sources.filter((source) => source.lab === lab);
  if (own.length === 0) return html`<p class="soft">${labWords[language].noSources}</p>`;
  const now = clock.now();
  const standing = { rows: await listSources(database.reader), facts: new Map() };
  const views = viewSources(own, (config) => hostOf(config, hfEndpoint), standing, now);
  const { kinds } = sourceWords[language];
  return html`<ul class="plain">${own.map((source, index) => {
    const view = views[index];
    const state = view === undefined ? '' : sourceState(view, now, language);
    return html`<li><p><a href="/sources#${source.id}">${source.id}</a> <span class="soft">${kinds[source.kind]}:</span> ${addressLink(placeInWords(source))} ${state}</p></li>`;
  })}</ul>`;
}
