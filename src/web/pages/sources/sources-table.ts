import type { SourceView } from '../../../pipeline/view-sources.ts';
import { placeInWords } from '../../../sources/source-config.ts';
import type { WebDependencies } from '../../dependencies.ts';
import type { Frame } from '../../frame.ts';
import { formTokenField } from '../../layout.ts';
import { type Html, html, NOTHING, type Piece } from '../../markup.ts';
import { momentElement } from '../../parts/day.ts';
import { labLink, outwardLink } from '../../parts/links.ts';
import { sourceState } from '../../parts/source-state.ts';
import { fromNow, spanInWords } from '../../parts/spans.ts';
import { table } from '../../parts/table.ts';
import { sourceWords } from '../../words/source-words.ts';

/** The sources of one kind: state, last good look, next try, rhythm, and a button where the reader may press it. */
export function sourcesTable(
  kind: string,
  views: readonly SourceView[],
  deps: WebDependencies,
  frame: Frame,
): Html {
  const words = sourceWords[frame.language];
  const { columns } = words;
  const name = words.kinds[kind] ?? kind;
  const { mayWrite } = frame.visitor;
  return html`<section><h2>${name}</h2>${table({
    caption: words.caption(name, views.length),
    captionUnseen: true,
    stacks: 'named',
    columns: [
      { head: columns.source },
      { head: columns.state },
      { head: columns.lastGood },
      { head: columns.next },
      { head: columns.rhythm },
      { head: columns.shows },
      ...(mayWrite ? [{ head: columns.look }] : []),
    ],
    rows: views.map((view) => [...row(view, deps, frame), ...(mayWrite ? [lookButton(view, frame)] : [])]),
  })}</section>`;
}

function row(view: SourceView, deps: WebDependencies, { language }: Frame): Piece[] {
  const words = sourceWords[language];
  const now = deps.clock.now();
  const config = deps.configuration.sources.find(({ id }) => id === view.id);
  const place = config === undefined ? NOTHING : outwardLink(addressOf(config), placeInWords(config));
  const lab = view.lab === null ? NOTHING : html` · ${labLink(deps.labs, view.lab, language)}`;
  return [
    html`<span class="source-name" id="${view.id}">${view.id}</span><br><span class="soft">${place}${lab}</span>`,
    sourceState(view, now, language),
    view.lastGoodAt === undefined ? '' : whenElement(view.lastGoodAt, now, language),
    view.nextDueAt === undefined || Date.parse(view.nextDueAt) <= now
      ? words.due
      : whenElement(view.nextDueAt, now, language),
    html`<span class="nowrap">${rhythm(view, deps, now, language)}</span>`,
    html`<span class="nowrap">${shown(view, language)}</span>`,
  ];
}

function shown({ shows, observations }: SourceView, language: Frame['language']): Piece {
  if (observations === undefined) return '';
  return sourceWords[language].shows[shows]?.(observations) ?? observations;
}

function whenElement(iso: string, now: number, language: Frame['language']): Html {
  return html`<span class="nowrap">${fromNow(iso, now, language)}</span><br><span class="soft nowrap">${momentElement(iso, language)}</span>`;
}

/** The time between two looks, as the source itself says it: rhythms may be written in several ways. */
function rhythm(
  { locator }: SourceView,
  { sources }: WebDependencies,
  now: number,
  language: Frame['language'],
) {
  const watched = sources.get(locator);
  if (watched === undefined) return '';
  const next = watched.nextDue(now);
  const span = spanInWords(watched.nextDue(next) - next, language);
  return span === null ? '' : sourceWords[language].every(span);
}

function lookButton({ id }: SourceView, { language, visitor }: Frame): Html {
  const words = sourceWords[language];
  return html`<form method="post" action="/sources/look">${formTokenField(visitor)}<input type="hidden" name="source" value="${id}"><button class="small" aria-label="${words.lookAt(id)}">${words.look}</button></form>`;
}

type Config = WebDependencies['configuration']['sources'][number];

/** Where a person looks at it. */
function addressOf(config: Config): string {
  switch (config.kind) {
    case 'huggingface-org':
      return `https://huggingface.co/${encodeURIComponent(config.org)}`;
    case 'wikipedia-page':
      return `${config.site ?? 'https://en.wikipedia.org'}/wiki/${encodeURIComponent(config.title.replaceAll(' ', '_'))}`;
    default:
      return config.url;
  }
}
