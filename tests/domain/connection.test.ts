import { describe, expect, it } from 'vitest';
import { chargeUnreachable, type HostContact, judgeConnection } from '../../src/domain/connection.ts';

function contact(host: string, answeredAt: number | null, unreachableAt: number | null): HostContact {
  return { host, answeredAt, unreachableAt };
}

describe('whether our own network is down', () => {
  it.each([
    ['nothing was heard of anybody', [contact('a', null, null)], false, 'nothing-fails'],
    ['all answer', [contact('a', 5, null), contact('b', 5, 3)], false, 'nothing-fails'],
    ['one host fails, and no other is watched', [contact('a', null, 9)], false, 'one-host-fails'],
    [
      'one host fails since another answered',
      [contact('a', 1, 9), contact('b', 5, null)],
      false,
      'one-host-fails',
    ],
    [
      'two fail, and nothing ever answered',
      [contact('a', null, 9), contact('b', null, 9)],
      true,
      'nothing-answers',
    ],
    [
      'two fail, and nothing has answered since',
      [contact('a', 1, 9), contact('b', 5, 8)],
      true,
      'nothing-answers',
    ],
    [
      'two fail, and a third answered in between',
      [contact('a', 1, 9), contact('b', 5, 7), contact('c', 8, null)],
      false,
      'others-answered',
    ],
    [
      'two fail, and a third answered in the very moment',
      [contact('a', null, 9), contact('b', null, 9), contact('c', 9, null)],
      false,
      'others-answered',
    ],
    [
      'one has failed for long, and now others do',
      [contact('a', null, 20), contact('b', 15, 21), contact('c', 15, null)],
      true,
      'nothing-answers',
    ],
  ] as const)('%s', (_name, contacts, down, reason) => {
    expect(judgeConnection(contacts)).toEqual({ down, reason });
  });
});

describe('whether a source is charged with a connection that did not come about', () => {
  it.each([
    ['no other host is watched', 5, [contact('a', 4, 5)], false, 'only-host'],
    ['the first time', null, [contact('b', 9, null)], false, 'first-failure'],
    ['others answered since it failed the last time', 5, [contact('b', 6, null)], true, 'others-answered'],
    ['others answered in the moment that it failed', 5, [contact('b', 5, null)], true, 'others-answered'],
    ['others answered before it failed only', 5, [contact('b', 4, null)], false, 'nothing-answered'],
    ['others fail, too', 5, [contact('b', 4, 6), contact('c', null, 6)], false, 'nothing-answered'],
  ] as const)('%s', (_name, previous, contacts, charged, reason) => {
    expect(chargeUnreachable('a', previous, contacts)).toEqual({ charged, reason });
  });
});
