import { Hono } from 'hono';
import { sourceStates } from '../../../domain/source-health.ts';
import { TooManyRefreshesError } from '../../../pipeline/asked-refresh.ts';
import { type SourceView, viewSources } from '../../../pipeline/view-sources.ts';
import { hostOf } from '../../../sources/source-standing.ts';
import { listSources } from '../../../store/sources.ts';
import { readWritingForm } from '../../access/form.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { type Frame, frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { emptyState, notice } from '../../parts/notice.ts';
import type { WebContext, WebEnv } from '../../web-env.ts';
import { sourceWords } from '../../words/source-words.ts';
import { lookOutcome } from './look-outcome.ts';
import { sourcesTable } from './sources-table.ts';

/** How long a page waits for a look that it asked for; slower ones go on, and are shown as under way. Milliseconds. */
const PATIENCE_MS = 8000;

/** `/sources`: how each does. A POST to `/sources/look` looks at one now, and leads back to what came of it. */
export function sourcesPage(deps: WebDependencies): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/sources', async (c) => {
    const frame = frameOf(c);
    const words = sourceWords[frame.language];
    return sendPage(c, frame, { title: words.title, body: await sourcesBody(deps, frame) });
  });
  routes.post('/sources/look', (c) => look(deps, c));
  return routes;
}

async function look(deps: WebDependencies, c: WebContext): Promise<Response> {
  const form = await readWritingForm(c);
  if (form instanceof Response) return form;
  const wanted = [...deps.sources.values()].find(({ id }) => id === form.get('source'));
  if (wanted === undefined) return c.redirect('/sources?look=unknown', 303);
  try {
    const { id } = await deps.refreshes.begin([wanted], c.get('visitor').token?.id ?? null);
    await deps.refreshes.wait(id, PATIENCE_MS);
    return c.redirect(`/sources?look=${encodeURIComponent(id)}`, 303);
  } catch (error) {
    if (!(error instanceof TooManyRefreshesError)) throw error;
    return c.redirect('/sources?look=busy', 303);
  }
}

async function sourcesBody(deps: WebDependencies, frame: Frame): Promise<Html> {
  const { configuration, database, hfEndpoint, clock } = deps;
  const words = sourceWords[frame.language];
  if (configuration.sources.length === 0) return emptyState(words.none);
  const standing = { rows: await listSources(database.reader), facts: new Map() };
  const views = viewSources(
    configuration.sources,
    (config) => hostOf(config, hfEndpoint),
    standing,
    clock.now(),
  );
  const state = stateAsked(frame.search);
  const shown = state === null ? views : views.filter((view) => view.state === state);
  const signIn = html`<p class="hint"><a href="/sign-in?to=/sources">${words.signInToLook}</a></p>`;
  return html`<p class="intro">${words.intro}</p>
${await outcomeNotice(deps, frame)}
${stateLinks(views, state, frame)}
${frame.visitor.mayWrite ? NOTHING : signIn}
${shown.length === 0 ? emptyState(words.noneSo) : byKind(shown).map(([kind, own]) => sourcesTable(kind, own, deps, frame))}`;
}

/** One table for each kind, what needs a person first. */
function byKind(views: readonly SourceView[]): [string, SourceView[]][] {
  const rank = ({ state }: SourceView) => sourceStates.indexOf(state);
  return [...Map.groupBy(views, ({ kind }) => kind)].map(([kind, own]) => [
    kind,
    own.toSorted((left, right) => rank(left) - rank(right)),
  ]);
}

type State = SourceView['state'];
const STATES: readonly State[] = sourceStates.filter((state) => state !== 'unchanged');

function stateAsked(search: URLSearchParams): State | null {
  return STATES.find((state) => state === search.get('state')) ?? null;
}

/** `1 failing, 37 well`, each leading to those alone. */
function stateLinks(views: readonly SourceView[], chosen: State | null, { language }: Frame): Html {
  const words = sourceWords[language];
  const link = (state: State | null, text: string) =>
    html`<li><a href="${state === null ? '/sources' : `/sources?state=${state}`}"${state === chosen ? html` aria-current="true"` : NOTHING}>${text}</a></li>`;
  const there = STATES.map((state) => [state, views.filter((view) => view.state === state).length] as const);
  return html`<nav aria-label="${words.filter}"><ul class="chips">${link(null, `${words.allStates} ${views.length}`)}${there
    .filter(([, count]) => count > 0)
    .map(([state, count]) => link(state, words.count(count, words.states[state])))}</ul></nav>`;
}

async function outcomeNotice(deps: WebDependencies, frame: Frame): Promise<Html> {
  const asked = frame.search.get('look');
  const words = sourceWords[frame.language].outcome;
  if (asked === null) return NOTHING;
  if (asked === 'busy') return notice('warn', html`<p>${words.tooMany}</p>`);
  const found = await deps.refreshes.find(asked);
  if (found === null) return notice('warn', html`<p>${words.unknown}</p>`);
  return lookOutcome(found, frame);
}
