import { describe, expect, it } from 'vitest';
import type { Lifecycle } from '../../src/domain/catalog.ts';
import type { FactView, ReleaseView } from '../../src/domain/release-view.ts';
import {
  changesSinceTold,
  decideHeld,
  HOLD_MS,
  keyOf,
  type ToldChange,
} from '../../src/domain/told-changes.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function fact(value: unknown, url = 'https://hub.example/a'): FactView {
  return { value, reason: 'the lab says so itself', source: 'huggingface', url, conflicting: false };
}

type Facts = Record<string, FactView>;

function release(
  facts: Facts,
  models: Record<string, Facts> = {},
  lifecycle: Lifecycle = 'active',
): ReleaseView {
  return {
    id: 'rel_1',
    lab: 'acme',
    family: 'Nova',
    name: 'Nova-1',
    kind: 'llm',
    status: 'open-weights',
    firstSeenAt: '2026-01-01T00:00:00.000Z',
    lifecycle,
    models: Object.entries(models).map(([name, own]) => ({ name, role: 'chat', facts: own, repos: [] })),
    repos: [],
    facts,
    signals: 1,
  };
}

function changes(before: ReleaseView, after: ReleaseView): string[] {
  return changesSinceTold(before, after).map(
    ({ kind, model, attribute, was, is }) => `${kind} ${model} ${attribute} ${was} ${is}`,
  );
}

describe('what was told and is no longer so', () => {
  it('is a correction where another place says so, an update where the same place says something else now', () => {
    const told = release({ license: fact('mit') });
    expect(changes(told, release({ license: fact('apache-2.0', 'https://hub.example/b') }))).toEqual([
      'corrected  license mit apache-2.0',
    ]);
    expect(changes(told, release({ license: fact('apache-2.0') }))).toEqual([
      'updated  license mit apache-2.0',
    ]);
  });

  it.each([
    ['nothing changed', { license: fact('mit') }, { license: fact('mit', 'https://elsewhere.example/') }],
    ['it was not known', {}, { license: fact('mit') }],
    ['it is no longer known', { license: fact('mit') }, {}],
    [
      'it is a range by now',
      { context_length: fact(4096) },
      { context_length: fact({ min: 4096, max: 8192 }) },
    ],
    [
      'it is the same, counted otherwise',
      { total_parameters: fact(685e9) },
      { total_parameters: fact(671e9) },
    ],
    ['a K is 1,000 or 1,024', { context_length: fact(128_000) }, { context_length: fact(131_072) }],
    ['it is more precise', { released_on: fact('2025-07') }, { released_on: fact('2025-07-11') }],
    ['nobody acts upon it', { layers: fact(60) }, { layers: fact(61) }],
  ])('is nothing where %s', (_, before: Facts, after: Facts) => {
    expect(changes(release(before), release(after))).toEqual([]);
  });

  it('is said of the models that were told of, and once where they are the same and share it', () => {
    const told = release(
      { license: fact('mit') },
      { 'Nova-1-8B': { license: fact('mit'), context_length: fact(4096) } },
    );
    const now = release(
      { license: fact('other') },
      {
        'Nova-1-8B': { license: fact('other'), context_length: fact(32_768) },
        'Nova-1-70B': { license: fact('other'), context_length: fact(65_536) },
      },
    );
    expect(changes(told, now)).toEqual([
      'updated Nova-1-8B context_length 4096 32768',
      'updated Nova-1-8B license mit other',
    ]);
    const alone = { ...now, models: now.models.slice(0, 1) };
    expect(changes(told, alone)).toEqual([
      'updated  license mit other',
      'updated Nova-1-8B context_length 4096 32768',
    ]);
  });

  it.each<[Lifecycle, Lifecycle, boolean]>([
    ['active', 'discontinued', true],
    ['preview', 'active', true],
    ['planned', 'cancelled', true],
    ['planned', 'active', false],
    ['active', 'active', false],
  ])('counts the turn from %s to %s: %s', (before, after, counts) => {
    const found = changes(release({}, {}, before), release({}, {}, after));
    expect(found).toEqual(counts ? [`updated  lifecycle ${before} ${after}`] : []);
  });
});

describe('a change', () => {
  const [change] = changesSinceTold(
    release({ license: fact('mit') }),
    release({ license: fact('apache-2.0') }),
  ) as [ToldChange];

  it('is told when it has stood for the hold time, and not before', () => {
    const first = decideHeld([change], [], NOW, NOW);
    expect(first).toEqual({
      ripe: [],
      held: [{ key: keyOf(change), since: NOW }],
      recheckAt: NOW + HOLD_MS,
    });
    expect(decideHeld([change], first.held, NOW + HOLD_MS - 1, NOW + HOLD_MS - 1).ripe).toEqual([]);
    expect(decideHeld([change], first.held, NOW + HOLD_MS, NOW + HOLD_MS)).toMatchObject({
      ripe: [change],
      recheckAt: null,
    });
  });

  it('that changes back is forgotten, and begins anew', () => {
    const first = decideHeld([change], [], NOW, NOW);
    const back = decideHeld([], first.held, NOW + 1000, NOW + 1000);
    expect(back).toEqual({ ripe: [], held: [], recheckAt: null });
    const again = decideHeld([change], back.held, NOW + HOLD_MS, NOW + HOLD_MS);
    expect(again).toMatchObject({ ripe: [], recheckAt: NOW + 2 * HOLD_MS });
  });

  it('to yet another value begins anew', () => {
    const first = decideHeld([change], [], NOW, NOW);
    const other = { ...change, is: 'other' };
    expect(decideHeld([other], first.held, NOW + HOLD_MS, NOW + HOLD_MS).ripe).toEqual([]);
  });

  it('that came of another configuration is never told', () => {
    const held = [{ key: keyOf(change), since: null }];
    expect(decideHeld([change], held, NOW, NOW + 9 * HOLD_MS)).toEqual({ ripe: [], held, recheckAt: null });
  });

  it('is not told sooner where the clock jumped ahead when it was seen', () => {
    expect(decideHeld([change], [], NOW + 9 * HOLD_MS, NOW).held).toEqual([
      { key: keyOf(change), since: NOW },
    ]);
  });
});
