import { Hono } from 'hono';
import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import { gatherLabs, type LabView, viewLabs } from '../../../pipeline/view-labs.ts';
import type { Labs } from '../../../pipeline/view-release.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { type Html, html, NOTHING, type Piece } from '../../markup.ts';
import { labLink, releaseLink } from '../../parts/links.ts';
import { emptyState } from '../../parts/notice.ts';
import { oncePerCatalog } from '../../parts/once-per-catalog.ts';
import { table } from '../../parts/table.ts';
import type { WebEnv } from '../../web-env.ts';
import { labWords } from '../../words/lab-words.ts';
import { labPage } from './lab-page.ts';

/** `/labs` and `/labs/ID`. */
export function labsPage(deps: WebDependencies): Hono<WebEnv> {
  const { configuration } = deps;
  const views = oncePerCatalog(async (reader) =>
    viewLabs(configuration.labs, configuration.sources, await gatherLabs(reader)),
  );
  const routes = new Hono<WebEnv>();
  routes.get('/labs', async (c) => {
    const frame = frameOf(c);
    const body = labsList(await views(deps.database.reader), deps.labs, frame.language);
    return sendPage(c, frame, { title: labWords[frame.language].title, body });
  });
  routes.get('/labs/:id', async (c) => {
    const id = c.req.param('id');
    const view = (await views(deps.database.reader)).find((lab) => lab.id === id);
    return await labPage(deps, c, view);
  });
  return routes;
}

function labsList(views: readonly LabView[], labs: Labs, language: Language): Html {
  const words = labWords[language];
  if (views.length === 0) return emptyState(words.none);
  const sorted = views.toSorted((left, right) => right.releases - left.releases);
  // What documents say of a lab is there, whether or not anybody looks at it.
  const shown = sorted.filter(({ watched, releases }) => watched || releases > 0);
  const others = sorted.filter((view) => !shown.includes(view));
  const { lab, partOf, releases, repos, newest, why } = words.columns;
  return html`<p class="intro">${words.intro(views.length, views.filter(({ watched }) => watched).length)}</p>
${table({
  caption: words.caption,
  captionUnseen: true,
  stacks: 'named',
  columns: [
    { head: lab },
    { head: releases, number: true },
    { head: repos, number: true },
    { head: newest },
    { head: partOf },
  ],
  rows: shown.map((view) => labRow(view, labs, language)),
})}
${
  others.length === 0
    ? NOTHING
    : html`<h2>${words.unwatchedTitle}</h2>${table({
        caption: words.unwatchedCaption,
        captionUnseen: true,
        stacks: 'bare',
        columns: [{ head: lab }, { head: why }],
        rows: others.map((view) => [labCell(view, labs, language), safeLine(view.unwatched ?? '')]),
      })}`
}`;
}

function labRow(view: LabView, labs: Labs, language: Language): Piece[] {
  const { newest, parent } = view;
  return [
    labCell(view, labs, language),
    view.releases,
    view.repos,
    newest === undefined
      ? ''
      : html`${releaseLink(newest.id, newest.name)} <span class="soft nowrap">${newest.releasedOn ?? ''}</span>`,
    parent === undefined ? '' : labLink(labs, parent, language),
  ];
}

/** By its name in the reader's language, the other one beside it. */
function labCell({ id, name, zh }: LabView, labs: Labs, language: Language): Html {
  const other = language === 'zh-CN' ? name : zh;
  const beside =
    zh === undefined || other === undefined
      ? NOTHING
      : html` <span class="soft" lang="${language === 'zh-CN' ? 'en' : 'zh-CN'}">${safeLine(other, 60)}</span>`;
  return html`${labLink(labs, id, language)}${beside}`;
}
