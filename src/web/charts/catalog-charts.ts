import { timeBetween } from '../../alerts/dates.ts';
import { safeLine } from '../../alerts/hostile-text.ts';
import type { Language } from '../../alerts/language.ts';
import { licenceInWords } from '../../alerts/licence-and-languages.ts';
import { contextInWords, parametersInWords } from '../../alerts/numbers.ts';
import type { MonthlyCounts } from '../../domain/chart-counts.ts';
import type { ChartData, DelayData, DotData, LicenceData } from '../../pipeline/chart-data.ts';
import type { Labs } from '../../pipeline/view-release.ts';
import type { Dot } from '../../store/chart-reading.ts';
import { type Html, html } from '../markup.ts';
import { labLink, labName, releaseLink } from '../parts/links.ts';
import { type ChartWords, chartWords, type OneChartWords } from '../words/chart-words.ts';
import { listingWords } from '../words/listing-words.ts';
import { delayHeight, drawDelays } from './delay-boxes.ts';
import { DOTS_HEIGHT, drawDots } from './dots.ts';
import type { Drawing } from './drawing.ts';
import { type Chart, figure } from './figure.ts';
import { monthNames } from './month-names.ts';
import {
  BARS_HEIGHT,
  barsLegend,
  drawMonthlyBars,
  hasOthers,
  type MonthlyBars,
  totalOf,
} from './monthly-bars.ts';
import { drawRankedBars, rankedHeight } from './ranked-bars.ts';

/** What all charts are drawn with. */
export interface ChartContext {
  readonly language: Language;
  readonly labs: Labs;
  readonly drawing: Drawing;
}

/** All charts of these numbers, one beneath the other. */
export function catalogCharts(data: ChartData, context: ChartContext): Html {
  const { language, labs } = context;
  const { statuses } = listingWords[language];
  const labNames = data.byLab.names.map((id) => labName(labs, id, language));
  const statusNames = data.byStatus.names.map((status) => statuses[status as keyof typeof statuses]);
  return html`${monthlyChart('releases', data.byLab, labNames, context)}${monthlyChart('openness', data.byStatus, statusNames, context)}${dotChart('parameters', data.parameters, context)}${dotChart('context', data.context, context)}${licenceChart(data.licences, context)}${delayChart(data.delays, context)}`;
}

/** Releases month by month, by what `names` are the names of. */
export function monthlyChart(
  id: 'releases' | 'openness',
  counts: MonthlyCounts,
  names: readonly string[],
  { language, drawing }: ChartContext,
): Html {
  const words = chartWords[language];
  const bars: MonthlyBars = { counts, names, others: words.others, monthNames: monthNames(language) };
  const withOthers = hasOthers(counts);
  const [first] = counts.months;
  const older =
    counts.earlier > 0 && first !== undefined
      ? words.earlier(counts.earlier, bars.monthNames.full(first.month))
      : null;
  return figure({
    ...textsOf(id, words, older),
    height: BARS_HEIGHT,
    drawing: drawMonthlyBars(bars, drawing),
    linked: false,
    legend: barsLegend(bars),
    table: {
      summary: words.numbers,
      caption: words[id].title,
      head: [words.month, ...names, ...(withOthers ? [words.others] : []), words.total],
      rows: counts.months
        .toReversed()
        .map((month) => [
          bars.monthNames.full(month.month),
          ...month.counts.map(String),
          ...(withOthers ? [String(month.others)] : []),
          String(totalOf(month)),
        ]),
    },
  });
}

/** Sizes or contexts over time. */
export function dotChart(
  id: 'parameters' | 'context',
  { dots, total }: DotData,
  { language, labs, drawing }: ChartContext,
): Html {
  const words = chartWords[language];
  if (dots.length === 0) return empty(id, words, words.nothingStated);
  const inWords = id === 'parameters' ? parametersInWords : contextInWords;
  const hintOf = (dot: Dot) =>
    `${safeLine(dot.name, 100)} (${labName(labs, dot.lab, language)}): ${inWords(dot.value)}, ${dayOf(dot)}`;
  const names = monthNames(language);
  return figure({
    ...textsOf(id, words, dots.length < total ? words.sampled(dots.length, total) : null),
    height: DOTS_HEIGHT,
    drawing: drawDots(
      { dots, step: id === 'parameters' ? 10 : 4, inWords, hintOf, monthNames: names },
      drawing,
    ),
    linked: true,
    legend: [
      { style: 'dot-open', name: words.withWeights },
      { style: 'dot-closed', name: words.withoutWeights },
    ],
    table: {
      summary: words.numbers,
      caption: words[id].title,
      head: [words.release, words.lab, words.day, listingWords[language].columns[id]],
      rows: dots
        .toReversed()
        .map((dot) => [
          releaseLink(dot.id, dot.name),
          labLink(labs, dot.lab, language),
          dayOf(dot),
          inWords(dot.value),
        ]),
    },
  });
}

/** Licences by how many releases have them. */
export function licenceChart(
  { common, rare, unstated }: LicenceData,
  { language, drawing }: ChartContext,
): Html {
  const words = chartWords[language];
  const bars = [
    ...common.map(({ name, count }) => ({
      label: licenceInWords(name, language) ?? name,
      count,
      style: 'series-0',
    })),
    ...(rare.names > 0
      ? [{ label: words.rareLicences(rare.names), count: rare.count, style: 'series-others' }]
      : []),
    ...(unstated > 0 ? [{ label: words.unstated, count: unstated, style: 'series-others' }] : []),
  ];
  return figure({
    ...textsOf('licences', words, null),
    height: rankedHeight(bars),
    drawing: drawRankedBars(bars, drawing),
    linked: false,
    legend: [],
    table: {
      summary: words.numbers,
      caption: words.licences.title,
      head: [words.licence, words.count],
      rows: bars.map(({ label, count }) => [label, String(count)]),
    },
  });
}

/** How soon each kind of source shows what another showed first. */
export function delayChart({ releases, delays }: DelayData, { language, drawing }: ChartContext): Html {
  const words = chartWords[language];
  if (delays.length === 0) return empty('delays', words, words.nothingCompared);
  const names = delays.map(({ source }) => words.delaySources[source as keyof ChartWords['delaySources']]);
  const inWords = (ms: number) => waitInWords(ms, language) ?? words.atOnce;
  const { shown, first, quarter, half, threeQuarters, nineTenths } = words.delayHead;
  return figure({
    ...textsOf('delays', words, words.compared(releases)),
    height: delayHeight(delays),
    drawing: drawDelays({ delays, names, inWords }, drawing),
    linked: false,
    legend: [],
    table: {
      summary: words.numbers,
      caption: words.delays.title,
      head: [words.source, shown, first, quarter, half, threeQuarters, nineTenths],
      rows: delays.map(({ quantiles: [, ...upper], ...own }, index) => [
        names[index],
        String(own.releases),
        String(own.first),
        ...upper.map(inWords),
      ]),
    },
  });
}

type ChartName = 'releases' | 'openness' | 'parameters' | 'context' | 'licences' | 'delays';

function textsOf(
  id: ChartName,
  words: ChartWords,
  more: string | null,
): Pick<Chart, 'id' | 'title' | 'about' | 'description'> {
  const { title, about, description }: OneChartWords = words[id];
  return { id, title, about: more === null ? about : `${about} ${more}`, description };
}

function empty(id: ChartName, words: ChartWords, why: string): Html {
  return html`<section class="chart" aria-labelledby="${id}"><h2 id="${id}">${words[id].title}</h2><p class="soft">${why}</p></section>`;
}

function dayOf({ at }: Dot): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `42 minutes`, `3 hours`, `8 days`; null for less than a minute. */
function waitInWords(ms: number, language: Language): string | null {
  const [from, to] = [0, ms].map((time) => new Date(time).toISOString());
  return timeBetween(from ?? '', to ?? '', { language, timeZone: 'UTC', templates: [] });
}
