import { describe, expect, it } from 'vitest';
import { accountFor, type Evidence } from './account.ts';
import { Ledger } from './ledger.ts';
import type { Message } from './receiver.ts';
import { CHANNELS, type Released } from './world.ts';

const SECOND = 1000;

function message(name: string, path: string, at: number, more: Partial<Message> = {}): Message {
  return { id: `${path} ${name}`, path, about: `release.new ${name}`, bodyHash: '', at, taken: 1, ...more };
}

function toAll(name: string, at: number): Message[] {
  return CHANNELS.map((path) => message(name, path, at));
}

/** Two releases, a fault between them that is over at ten seconds, everything told a second later. */
function usual(changes: Partial<Evidence> = {}): Evidence {
  const ledger = new Ledger();
  ledger.addFault();
  ledger.ends.push(10 * SECOND);
  const released: Released[] = [
    { name: 'Alder2', at: 5 * SECOND },
    { name: 'Birch2', at: 12 * SECOND },
  ];
  return {
    ledger,
    released,
    messages: [...toAll('Alder2', 11 * SECOND), ...toAll('Birch2', 13 * SECOND)],
    receiver: { problems: [], dropped: 0 },
    expectedErrors: null,
    damage: [],
    ...changes,
  };
}

describe('the account of a scenario', () => {
  it('has no breach where everything was told once', () => {
    expect(accountFor(usual())).toMatchObject({
      breaches: [],
      lost: 0,
      twice: 0,
      repeats: 0,
      recovery: { first: 3, all: 1 },
      slowest: 6,
    });
  });

  it('finds what never came on one of the channels', () => {
    const account = accountFor(usual({ messages: usual().messages.slice(1) }));
    expect(account).toMatchObject({ lost: 1, breaches: ['/one: release.new Alder2 never came'] });
  });

  it('finds what came under two ids, and what nobody released', () => {
    const again = message('Alder2', '/one', 14 * SECOND, { id: 'another' });
    const strange = message('Cedar2', '/two', 14 * SECOND);
    const account = accountFor(usual({ messages: [...usual().messages, again, strange] }));
    expect(account.twice).toBe(1);
    expect(account.breaches).toEqual([
      '/one: release.new Alder2 came under several ids',
      '/two: release.new Cedar2 came, and nobody released it',
    ]);
  });

  it('allows as many repeats as there were sends of which the program could not know', () => {
    const messages = usual().messages.map((one, index) => (index === 0 ? { ...one, taken: 3 } : one));
    const ledger = new Ledger();
    ledger.addFault(['it']);
    expect(accountFor(usual({ messages, ledger })).breaches).toEqual([
      '2 repeats, and only 1 sends whose outcome could not be known',
    ]);
    const receiver = { problems: [], dropped: 1 };
    expect(accountFor(usual({ messages, ledger, receiver })).breaches).toEqual([]);
  });

  it('finds a recovery that took longer than a minute', () => {
    const late = [...toAll('Alder2', 11 * SECOND), ...toAll('Birch2', 75 * SECOND)];
    expect(accountFor(usual({ messages: late })).breaches).toEqual([
      'it took 65 s to go on, and 1 s to make up for a fault',
    ]);
    const behind = [...toAll('Alder2', 80 * SECOND), ...toAll('Birch2', 13 * SECOND)];
    expect(accountFor(usual({ messages: behind })).breaches).toEqual([
      'it took 3 s to go on, and 70 s to make up for a fault',
    ]);
  });

  it('finds errors but for those that belong to the fault, and a database that is not whole', () => {
    const { ledger } = usual();
    ledger.errors.push({ code: 'store-busy', text: 'busy' }, { code: '', text: 'a bug' });
    const account = accountFor(usual({ ledger, expectedErrors: /^store-busy$/, damage: ['torn'] }));
    expect(account.breaches).toEqual(['logged: a bug', 'the database: torn']);
  });
});
