import type { AttributedClaim, Described, Dispute } from '../domain/claims/describe-beliefs.ts';
import { describeBeliefs } from '../domain/claims/describe-beliefs.ts';
import { NO_EVIDENCE } from '../domain/claims/impossibility.ts';
import { HUB, hubUrl } from '../domain/release-facts.ts';
import type { FactView } from '../domain/release-view.ts';
import { opennessOfFamilies } from '../store/catalog.ts';
import { claimsOfLabs } from '../store/claims.ts';
import type { Reader } from '../store/database.ts';
import { attributedClaim } from './describe-release.ts';

type Facts = Readonly<Record<string, FactView>>;

/** What is believed of a lab, and of its lines of models. */
export interface DescribedLab {
  readonly facts: Facts;
  readonly lines: Readonly<Record<string, Facts>>;
  readonly disputes: readonly Dispute[];
}

export const NOTHING_SAID: DescribedLab = { facts: {}, lines: {}, disputes: [] };

/** Weighs what is said of each lab itself and of its lines, by lab; of lines also what their releases show. */
export async function describeLabs(reader: Reader): Promise<Map<string, DescribedLab>> {
  const claims = await claimsOfLabs(reader);
  const shown = await opennessOfFamilies(reader);
  return new Map(
    [...claims].map(([lab, rows]) => {
      const current = rows.filter((row) => row.current === 1);
      const byLine = Map.groupBy(current, (row) => row.family);
      const described = [...byLine].map(([line, own]): readonly [string, Described] => {
        const said = own.map((row) => attributedClaim(row));
        const weighed =
          line === '' ? said : [...said, ...shownOfLine(shown.get(`${lab}\n${line.toLowerCase()}`))];
        return [line, describeBeliefs(line === '' ? lab : line, weighed, NO_EVIDENCE)];
      });
      return [lab, composed(new Map(described))] as const;
    }),
  );
}

function composed(described: ReadonlyMap<string, Described>): DescribedLab {
  const lines = [...described].filter(([line]) => line !== '');
  return {
    facts: described.get('')?.facts ?? {},
    lines: Object.fromEntries(lines.map(([line, { facts }]) => [line, facts])),
    disputes: [...described.values()].flatMap(({ disputes }) => disputes),
  };
}

/** Whether a line is open is seen by its releases, whatever is said of the whole. */
function shownOfLine(
  releases: { readonly open: number; readonly closed: number; readonly repo: string } | undefined,
): AttributedClaim[] {
  if (releases === undefined || releases.open === 0) return [];
  const means = releases.closed > 0 ? 'partly-open' : 'open';
  return [
    {
      id: 'releases',
      attribute: 'openness',
      value: { kind: 'text', text: means === 'open' ? 'open-weights' : 'open in part', means },
      voice: 'lab',
      publisher: 'huggingface.co',
      firstParty: true,
      extraction: 'listing',
      place: 'releases',
      saidAt: 0,
      current: true,
      model: '',
      source: HUB,
      url: hubUrl(releases.repo),
      quote: null,
      standing: 0,
    },
  ];
}
