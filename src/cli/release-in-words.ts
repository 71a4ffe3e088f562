import { safeLine } from '../alerts/hostile-text.ts';
import { listed } from '../alerts/lists.ts';
import { sizeInWords } from '../alerts/models-in-words.ts';
import { counted } from '../alerts/numbers.ts';
import { valueInWords } from '../alerts/value-in-words.ts';
import type { Dispute } from '../domain/claims/describe-beliefs.ts';
import type { OperatorNote } from '../domain/operator-decisions.ts';
import type { FactView, ReleaseView } from '../domain/release-view.ts';
import type { ClaimView } from '../pipeline/view-claims.ts';
import type { FirstView } from '../pipeline/view-first.ts';
import type { TimelineEntry } from '../pipeline/view-timeline.ts';
import type { StoredAlert } from '../store/alerts.ts';
import type { DeliveryRow } from '../store/schema.ts';
import { moment } from './moments.ts';
import { type Cell, formatTable, heading, styled } from './table.ts';

export interface ShownRelease {
  readonly view: ReleaseView;
  readonly labName: string;
  readonly disputes: readonly Dispute[];
  readonly claims: readonly ClaimView[];
  readonly timeline: readonly TimelineEntry[];
  readonly first: FirstView | null;
  readonly alerts: readonly { readonly alert: StoredAlert; readonly deliveries: readonly DeliveryRow[] }[];
}

const HAPPENINGS_SHOWN = 20;

/** A release as a page of text: facts with their reasons, models, repos, what happened, what was told. */
export function releaseInWords(shown: ShownRelease, color: boolean): string {
  const { view } = shown;
  const block = (title: string, head: readonly string[], rows: readonly (readonly Cell[])[]) =>
    rows.length === 0 ? [] : ['', heading(title, color), formatTable(head, rows, color)];
  return [
    ...titleLines(shown, color),
    ...block('Facts', ['what', 'value', 'why', 'source'], factRows(view.facts)),
    ...claimsLine(shown, color),
    ...block(
      'Disputed',
      ['of', 'what', 'says', 'who', 'in these words'],
      shown.disputes.flatMap(disputeRows),
    ),
    ...block('Said beforehand', ['by', 'in these words', 'source'], announcementRows(shown)),
    ...block('Models', ['model', 'role', 'size', 'repos'], modelRows(view)),
    ...block('Repos', ['repo', 'role', 'kind', 'quantised', 'first seen'], repoRows(view)),
    ...block('What happened', ['when', 'what', ''], happeningRows(shown.timeline)),
    ...firstLines(shown.first, color),
    ...block('Told', ['when', 'kind', 'title', 'where'], alertRows(shown)),
    ...(shown.alerts.length > 0 ? [] : ['', styled('Nothing was told of it.', 'dim', color)]),
  ].join('\n');
}

const DECISIONS: Readonly<Record<OperatorNote['what'], (of: string) => string>> = {
  merge: (of) => `An operator decided that ${of} belongs to it`,
  split: (of) => `An operator decided that ${of} is a release of its own`,
  rename: (of) => `An operator gave it this name; its repos say ${of}`,
  hide: () => 'An operator hides it: it is neither listed nor told',
};

function decisionInWords({ what, of, reason, by }: OperatorNote): string {
  const who = by === null ? '' : ` (${by})`;
  return safeLine(`${DECISIONS[what](of)}${reason === null ? '' : `: ${reason}`}${who}`);
}

function titleLines({ view, labName }: ShownRelease, color: boolean): string[] {
  const [repo] = view.repos;
  const words = [safeLine(labName, 100), view.kind, view.status, view.lifecycle];
  return [
    `${heading(safeLine(view.name), color)}  ${styled(view.id, 'dim', color)}`,
    words.filter((word, index) => words.indexOf(word) === index).join(', '),
    ...(view.releasedOn === undefined ? [] : [`Released ${view.releasedOn}`]),
    ...(view.decided ?? []).map(decisionInWords),
    `First seen ${moment(Date.parse(view.firstSeenAt))}`,
    ...(repo === undefined ? [noWeights(view)] : [safeLine(repo.url)]),
  ];
}

function noWeights({ status }: ReleaseView): string {
  return status === 'open-weights' ? 'Its weights were not seen yet.' : 'No weights yet.';
}

function claimsLine({ claims }: ShownRelease, color: boolean): string[] {
  if (claims.length === 0) return [];
  const sources = new Set(claims.map((claim) => claim.source)).size;
  return [
    styled(`${counted(claims.length, 'claim')} of ${counted(sources, 'source')} (--json)`, 'dim', color),
  ];
}

/** What is believed first, then what speaks against it. */
function disputeRows({ subject, attribute, believed, against }: Dispute): Cell[][] {
  const bare = attribute.replace(/ \(.*$/, '');
  const say = (value: unknown) => valueInWords(bare, value);
  const quoted = (quote: string | null): Cell => ({ text: quote === null ? '' : `“${quote}”`, style: 'dim' });
  const held: Cell[] =
    believed === null
      ? [subject, attribute, { text: 'nothing is believed', style: 'green' }]
      : [
          subject,
          attribute,
          { text: `${say(believed.value)}: ${believed.reason}`, style: 'green' },
          believed.source,
          quoted(believed.quote),
        ];
  return [
    held,
    ...against.map(({ value, source, quote, refuted }): Cell[] => [
      '',
      '',
      { text: refuted === undefined ? say(value) : `${say(value)} (${refuted})`, style: 'yellow' },
      source,
      quoted(quote),
    ]),
  ];
}

function factRows(facts: Readonly<Record<string, FactView>>): Cell[][] {
  return Object.entries(facts).map(([attribute, fact]) => [
    attribute.replaceAll('_', ' '),
    fact.conflicting
      ? { text: `${valueInWords(attribute, fact.value)} (disputed)`, style: 'yellow' }
      : valueInWords(attribute, fact.value),
    { text: fact.reason, style: 'dim' },
    { text: fact.url === '' ? fact.source : fact.url, style: 'dim' },
  ]);
}

/** Of what is planned, and not there: who says so. */
function announcementRows({ view, claims }: ShownRelease): Cell[][] {
  if (view.lifecycle !== 'planned') return [];
  return claims
    .filter(({ attribute, current }) => attribute === 'announcement' && current)
    .map(({ source, quote, url }) => [source, `“${quote ?? ''}”`, { text: url, style: 'dim' }]);
}

function modelRows(view: ReleaseView): Cell[][] {
  return view.models.map((model) => [
    model.name,
    model.role,
    sizeInWords(model.facts) ?? 'size not stated',
    counted(model.repos.length, 'repo'),
  ]);
}

function repoRows(view: ReleaseView): Cell[][] {
  return view.repos.map((repo) => [
    repo.id,
    repo.role,
    repo.kind,
    repo.quantization ?? '',
    { text: moment(Date.parse(repo.firstSeenAt)), style: 'dim' },
  ]);
}

function happeningRows(timeline: readonly TimelineEntry[]): Cell[][] {
  const left = timeline.length - HAPPENINGS_SHOWN;
  const rows = timeline
    .slice(-HAPPENINGS_SHOWN)
    .map(({ at, type, what, publisher }): Cell[] => [
      { text: moment(Date.parse(at)), style: 'dim' },
      type,
      publisher === undefined ? what : `${publisher}: ${what}`,
    ]);
  return left > 0
    ? [[{ text: `${counted(left, 'earlier one')} (--json)`, style: 'dim' }, '', ''], ...rows]
    : rows;
}

function firstLines(first: FirstView | null, color: boolean): string[] {
  if (first === null) return [];
  if ('who' in first) {
    const by = counted(first.leadMinutes, 'minute');
    return ['', `First: ${safeLine(first.who, 100)}, ${moment(Date.parse(first.at))}, by ${by} or more`];
  }
  const among = listed(
    first.among.map((who) => safeLine(who, 100)),
    5,
  );
  const within =
    first.undecidedWithinMinutes === null ? '' : ` within ${counted(first.undecidedWithinMinutes, 'minute')}`;
  return ['', styled(`Who was first is undecided${within}: ${among}`, 'dim', color)];
}

function alertRows({ alerts }: ShownRelease): Cell[][] {
  return alerts.map(({ alert, deliveries }) => [
    moment(alert.created_at),
    alert.kind,
    alert.title,
    deliveries.map((delivery) => `${delivery.channel}: ${delivery.state}`).join(', '),
  ]);
}
