import { Hono } from 'hono';
import { safeLine } from '../../../alerts/hostile-text.ts';
import type { ClaimView } from '../../../pipeline/view-claims.ts';
import { viewWholeRelease, type WholeReleaseView } from '../../../pipeline/view-whole-release.ts';
import { resolveRelease } from '../../../store/catalog.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { type Frame, frameOf } from '../../frame.ts';
import { type Page, sendPage } from '../../layout.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { dayElement, momentElement } from '../../parts/day.ts';
import { labLink, labName } from '../../parts/links.ts';
import { sendProblem } from '../../problem-page.ts';
import type { WebEnv } from '../../web-env.ts';
import { listingWords } from '../../words/listing-words.ts';
import { releaseWords } from '../../words/release-words.ts';
import { claimsSection } from './claims-section.ts';
import { disputesSection } from './disputes-section.ts';
import { factsTable } from './facts-section.ts';
import { modelsSection, reposSection } from './models-section.ts';
import { firstSection, timelineSection } from './timeline-section.ts';

/** `/releases/ID`: all that is known of one release. The id of one that was merged leads on to the one that is left. */
export function releasePage(deps: WebDependencies): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/releases/:id', async (c) => {
    const { reader } = deps.database;
    const id = c.req.param('id');
    const row = await resolveRelease(reader, id);
    if (row === undefined || row.hidden === 1) return sendProblem(c, 'not-found');
    if (row.id !== id) return c.redirect(`/releases/${encodeURIComponent(row.id)}`, 301);
    const frame = frameOf(c);
    return sendPage(c, frame, page(await viewWholeRelease(reader, row, deps.labs), deps, frame));
  });
}

function page(view: WholeReleaseView, { labs }: WebDependencies, frame: Frame): Page {
  const { language } = frame;
  const words = releaseWords[language];
  const quoteOf = quotesOf(view.claims);
  const section = (title: string, body: Html) => html`<section><h2>${title}</h2>${body}</section>`;
  const { sections } = words;
  return {
    title: `${safeLine(view.name)} · ${labName(labs, view.lab, language)}`,
    heading: html`${safeLine(view.name)}`,
    body: html`${summary(view, labs, frame)}
${section(sections.facts, Object.keys(view.facts).length === 0 ? html`<p>${words.noFacts}</p>` : factsTable({ facts: view.facts, quoteOf: (attribute) => quoteOf(view.name, attribute), caption: words.factsCaption, language }))}
${view.disputes.length === 0 ? NOTHING : section(sections.disputes, disputesSection(view.disputes, language))}
${view.models.length === 0 ? NOTHING : section(sections.models, modelsSection(view.models, quoteOf, language))}
${section(sections.repos, reposSection(view, language))}
${section(sections.first, firstSection(view.first, language))}
${section(sections.timeline, timelineSection(view.timeline, frame))}
${view.claims.length === 0 ? NOTHING : section(sections.claims, claimsSection(view.claims, language))}
<p class="downloads"><a href="/api/v1/releases/${encodeURIComponent(view.id)}">${words.asData}</a></p>`,
  };
}

function summary(view: WholeReleaseView, labs: WebDependencies['labs'], { language }: Frame): Html {
  const words = releaseWords[language];
  const list = listingWords[language];
  const { kind, status, lifecycle, releasedOn, firstSeenAt, decided = [] } = view;
  const missing = status === 'open-weights' ? words.weightsNotSeen : words.noWeights;
  return html`<p class="facts-line">${labLink(labs, view.lab, language)}
<span class="mark">${list.kinds[kind]}</span>
<span class="mark ${status}">${list.statuses[status]}</span>
${lifecycle === 'active' ? NOTHING : html`<span class="mark">${words.lifecycles[lifecycle]}</span>`}
${releasedOn === undefined ? NOTHING : html`<span>${words.released} ${dayElement(releasedOn, language)}</span>`}
<span class="soft">${words.firstSeen} ${momentElement(firstSeenAt, language)}</span>
<span class="soft">${list.signals(view.signals)}</span></p>
${view.repos.length === 0 ? html`<p>${missing}</p>` : NOTHING}
${decided.map(({ what, of, reason, by }) => {
  const why = reason === null ? '' : `: ${reason}`;
  const who = by === null ? '' : ` (${words.decidedBy(by)})`;
  return html`<p>${safeLine(`${words.decisions[what](of)}${why}${who}`)}</p>`;
})}`;
}

/** The words of the claim that is believed of an attribute of the release, or of a model. */
function quotesOf(claims: readonly ClaimView[]): (subject: string, attribute: string) => string | null {
  const quotes = new Map<string, string>();
  for (const { believed, subject, attribute, quote } of claims) {
    const key = `${subject}\n${attribute}`;
    if (believed && quote !== null && !quotes.has(key)) quotes.set(key, quote);
  }
  return (subject, attribute) => quotes.get(`${subject}\n${attribute}`) ?? null;
}
