import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believe } from '../../../src/domain/claims/belief.ts';
import type { Claim } from '../../../src/domain/claims/claim.ts';
import { valueToJson } from '../../../src/domain/claims/claim-value.ts';
import { NO_EVIDENCE } from '../../../src/domain/claims/impossibility.ts';
import { parseClaim } from '../../../src/domain/claims/parse-claim.ts';

let count = 0;

function claim(attribute: string, written: string, rest: Partial<Claim> = {}): Claim {
  count += 1;
  const [value] = parseClaim(attribute, written);
  if (value === undefined) throw new Error(`nothing in "${written}"`);
  return {
    id: `c${count}`,
    attribute,
    value,
    voice: 'outlet',
    publisher: `paper-${count}.example`,
    firstParty: false,
    extraction: 'baseline',
    place: 'text',
    saidAt: 0,
    current: true,
    ...rest,
  };
}

const page = { voice: 'encyclopedia', publisher: 'wikipedia.org' } as const;
const repo = { voice: 'lab', publisher: 'huggingface.co', firstParty: true, extraction: 'listing' } as const;

function decide(claims: readonly Claim[], evidence = NO_EVIDENCE) {
  const [belief] = believe(claims, evidence);
  if (belief === undefined) throw new Error('nothing is believed');
  return {
    value: valueToJson(belief.claim.value),
    reason: belief.reason,
    against: belief.conflicting.length,
    for: belief.supporting.length,
  };
}

describe('what is believed', () => {
  it('is the only claim there is', () => {
    expect(decide([claim('license', 'MIT')])).toEqual({
      value: 'mit',
      reason: 'only-claim',
      against: 0,
      for: 0,
    });
  });

  it('is what a page says rather than an article', () => {
    const claims = [claim('total_parameters', 'about 250B'), claim('total_parameters', '671B', page)];
    expect(decide(claims)).toEqual({ value: 671e9, reason: 'page-over-article', against: 1, for: 0 });
  });

  it('is what the lab says rather than a page', () => {
    const claims = [claim('license', 'Apache-2.0', page), claim('license', 'mit', repo)];
    expect(decide(claims)).toEqual({ value: 'mit', reason: 'primary-source', against: 1, for: 0 });
  });

  it('is not what the lab says, where its weights refute it', () => {
    const claims = [
      claim('total_parameters', '106B', { ...repo, extraction: 'card' }),
      claim('total_parameters', '355B'),
    ];
    expect(decide(claims)).toMatchObject({ value: 106e9, reason: 'primary-source' });
    expect(decide(claims, { ...NO_EVIDENCE, countedParameters: 358e9 })).toEqual({
      value: 355e9,
      reason: 'others-impossible',
      against: 1,
      for: 0,
    });
  });

  it('is what several agree on', () => {
    const claims = [
      claim('developer', 'Baidu'),
      claim('developer', 'Baidu'),
      claim('developer', 'Alibaba'),
      claim('developer', 'Alibaba'),
      claim('developer', 'Alibaba'),
    ];
    expect(decide(claims)).toEqual({ value: 'Alibaba', reason: 'agreed-by-several', against: 2, for: 2 });
  });

  it('is the more precise of values that fit together, without a conflict', () => {
    const claims = [claim('active_parameters', '3B', page), claim('active_parameters', '2.8B', page)];
    expect(decide(claims)).toEqual({ value: 2.8e9, reason: 'more-precise', against: 0, for: 1 });
  });

  it('takes a day from another where the better source gives a month', () => {
    const claims = [claim('released_on', 'January 2025', page), claim('released_on', '20 January 2025')];
    expect(decide(claims)).toMatchObject({ value: '2025-01-20', reason: 'more-precise', against: 0 });
  });

  it('is the day that two places of one page agree on', () => {
    const claims = [
      claim('released_on', '9 September 2025', { ...page, place: 'text' }),
      claim('released_on', 'September 5, 2025', { ...page, place: 'infobox' }),
      claim('released_on', '2025-09-05', { ...page, place: 'reference' }),
    ];
    expect(decide(claims)).toEqual({ value: '2025-09-05', reason: 'agreed-by-several', against: 1, for: 1 });
  });

  it('is what an operator says, whoever says otherwise', () => {
    const claims = [
      claim('license', 'mit', repo),
      claim('license', 'apache-2.0', { extraction: 'operator' }),
    ];
    expect(decide(claims)).toMatchObject({ value: 'apache-2.0', reason: 'operator' });
  });

  it('is not what a source no longer says', () => {
    const claims = [claim('license', 'mit', { ...repo, current: false }), claim('license', 'apache-2.0')];
    expect(decide(claims)).toMatchObject({ value: 'apache-2.0', reason: 'only-claim', against: 0 });
  });

  it('keeps prices of different tiers and scores of different measurers apart', () => {
    const prices = parseClaim('prices', 'input 0.56 USD / 1M tokens; output 1.68 USD / 1M tokens');
    const claims = prices.map((value) => ({ ...claim('prices', 'free'), value }));
    expect(believe(claims, NO_EVIDENCE).map((belief) => belief.conflicting.length)).toEqual([0, 0]);
  });

  it('takes 128K for 131,072 as for 128,000', () => {
    const claims = [
      claim('context_length', '128K', page),
      claim('context_length', '131072', { ...repo, extraction: 'config' }),
    ];
    expect(decide(claims)).toEqual({ value: 131_072, reason: 'primary-source', against: 0, for: 1 });
  });

  it('does not depend on the order of the claims', () => {
    const claims = [
      claim('released_on', 'February 2025'),
      claim('released_on', '20 January 2025', page),
      claim('released_on', 'January 2025'),
      claim('released_on', 'early 2025'),
      claim('released_on', '21 January 2025', page),
      claim('released_on', '2025-01-20', repo),
    ];
    const expected = decide(claims);
    fc.assert(
      fc.property(fc.shuffledSubarray(claims, { minLength: claims.length }), (shuffled) => {
        expect(decide(shuffled)).toEqual(expected);
      }),
    );
  });
});
