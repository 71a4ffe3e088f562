import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import { labAndBelow } from '../../../domain/chosen-labs.ts';
import type { ReleaseCard } from '../../../domain/release-card.ts';
import { TIMELINE } from '../../../domain/release-query.ts';
import { browseCards } from '../../../pipeline/browse-releases.ts';
import type { LabView } from '../../../pipeline/view-labs.ts';
import { newsOfLab, releaseTimesOfLabs } from '../../../store/lab-reading.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { feedLinks } from '../../feeds/feed-links.ts';
import { frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { type Html, html, joined, NOTHING, type Piece } from '../../markup.ts';
import { feedChoice } from '../../parts/feed-choice.ts';
import { labLink, labName, outwardLink } from '../../parts/links.ts';
import { emptyState } from '../../parts/notice.ts';
import { publishersOf } from '../../parts/release-publishers.ts';
import { sendProblem } from '../../problem-page.ts';
import type { WebContext } from '../../web-env.ts';
import { labWords } from '../../words/lab-words.ts';
import { timeline } from '../latest/timeline.ts';
import { disputesSection } from '../release/disputes-section.ts';
import { factsTable } from '../release/facts-section.ts';
import { countMonths, firstMonth, monthBars } from './month-bars.ts';
import { newsSection } from './news-section.ts';
import { watchedSources } from './watched-sources.ts';

const LATEST = 8;
const NEWS_OF_EACH_TOPIC = 5;

/** All that is known of one lab. */
export async function labPage(
  deps: WebDependencies,
  c: WebContext,
  view: LabView | undefined,
): Promise<Response> {
  if (view === undefined) return sendProblem(c, 'not-found');
  const frame = frameOf(c);
  const { language } = frame;
  const { reader } = deps.database;
  const now = deps.clock.now();
  const words = labWords[language];
  // As the catalog has it: what belongs to a lab is of it, too.
  const ids = labAndBelow(deps.configuration.labs, view.id);
  const query = { ...TIMELINE, lab: ids, plans: 'without' } as const;
  const { items: cards, total } = await browseCards(reader, query, { limit: LATEST, cursor: null });
  const times = await releaseTimesOfLabs(reader, ids, firstMonth(now));
  const news = await newsOfLab(reader, view.id, NEWS_OF_EACH_TOPIC);
  const section = (title: string, body: Piece) => html`<section><h2>${title}</h2>${body}</section>`;
  const latest = await latestReleases(deps, view, cards, total, language);
  const title = labName(deps.labs, view.id, language);
  const feed = { lab: view.id, asked: {}, language };
  return sendPage(c, frame, {
    title,
    head: feedLinks(feed, title),
    body: html`${about(view, deps, language)}
${times.length === 0 ? NOTHING : section(words.over, monthBars(countMonths(times, now), language))}
${section(words.latest, latest)}
${beliefs(view, language)}
${section(words.said, news.size === 0 ? html`<p class="soft">${words.nothingSaid}</p>` : newsSection(news, language))}
${section(words.sources, await watchedSources(deps, view.id, language))}
${feedChoice(feed)}`,
  });
}

async function latestReleases(
  { labs, database }: WebDependencies,
  { id }: LabView,
  cards: readonly ReleaseCard[],
  total: number,
  language: Language,
): Promise<Html> {
  const words = labWords[language];
  if (total === 0) return emptyState(words.noReleases);
  const sources = await publishersOf(database.reader, cards);
  return html`${timeline({ cards, labs, sources, language, ofOneLab: true })}
<p><a href="/catalog?kind=all&amp;lab=${encodeURIComponent(id)}">${words.allReleases(total)}</a></p>`;
}

function about(view: LabView, { labs, configuration }: WebDependencies, language: Language): Html {
  const words = labWords[language];
  const names = [view.name, view.zh, ...view.aliases].filter(
    (name) => name !== undefined && name !== labName(labs, view.id, language),
  );
  const below = configuration.labs.filter(({ parent }) => parent === view.id);
  const row = (label: string, body: Piece) => html`<p><span class="soft">${label}:</span> ${body}</p>`;
  return html`${names.length === 0 ? NOTHING : html`<p class="intro">${words.alsoKnown(names.map((name) => safeLine(name ?? '', 80)).join(', '))}</p>`}
${view.unwatched === undefined ? NOTHING : html`<p>${words.unwatched(safeLine(view.unwatched))}</p>`}
${view.parent === undefined ? NOTHING : row(words.partOf, labLink(labs, view.parent, language))}
${
  below.length === 0
    ? NOTHING
    : row(
        words.holds,
        joined(
          below.map(({ id }) => labLink(labs, id, language)),
          ', ',
        ),
      )
}
${organizations(view, words.organizations)}
${view.families.length === 0 ? NOTHING : row(words.families, view.families.map((family) => safeLine(family, 60)).join(', '))}`;
}

function organizations({ organizations: held }: LabView, label: string): Html {
  const links = [
    ...held.huggingface.map((name) =>
      outwardLink(`https://huggingface.co/${encodeURIComponent(name)}`, `huggingface.co/${name}`),
    ),
    ...held.modelscope.map((name) =>
      outwardLink(`https://modelscope.cn/organization/${encodeURIComponent(name)}`, `modelscope.cn/${name}`),
    ),
    ...held.github.map((name) =>
      outwardLink(`https://github.com/${encodeURIComponent(name)}`, `github.com/${name}`),
    ),
  ];
  return links.length === 0
    ? NOTHING
    : html`<p><span class="soft">${label}:</span> ${joined(links, ', ')}</p>`;
}

/** What is believed of the lab and of its lines of models, and where its sources disagree. */
function beliefs({ facts, lines, disputes }: LabView, language: Language): Html {
  const words = labWords[language];
  const quoteOf = () => null;
  const parts = [
    ...(Object.keys(facts).length === 0
      ? []
      : [factsTable({ facts, quoteOf, caption: words.factsCaption, language })]),
    ...Object.entries(lines).map(([line, own]) =>
      factsTable({ facts: own, quoteOf, caption: words.lines(safeLine(line, 60)), language }),
    ),
    ...(disputes.length === 0 ? [] : [disputesSection(disputes, language)]),
  ];
  return parts.length === 0 ? NOTHING : html`<section><h2>${words.facts}</h2>${parts}</section>`;
}
