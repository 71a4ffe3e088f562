import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Thrift } from '../src/thrift.ts';

const SMALL = '--optimize-for-size';
const QUICK = '--no-optimize-for-size';

describe('saving memory', () => {
  let now = 0;
  const set: string[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    now = 1_000_000;
    set.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function pass(milliseconds: number): void {
    now += milliseconds;
    vi.advanceTimersByTime(milliseconds);
  }

  function ask(thrift: Thrift, times: number): void {
    for (let time = 0; time < times; time++) thrift.note(now);
  }

  it('is what a process begins with, and goes on with while few ask', () => {
    const thrift = new Thrift((flags) => set.push(flags));
    for (let second = 0; second < 60; second++) {
      ask(thrift, 9);
      pass(1000);
    }
    expect(set).toEqual([SMALL]);
  });

  it('waits while many ask, and is taken up again half a minute after the last of them', () => {
    const thrift = new Thrift((flags) => set.push(flags));
    ask(thrift, 10);
    expect(set).toEqual([SMALL, QUICK]);
    pass(20_000);
    ask(thrift, 50);
    pass(29_999);
    expect(set).toEqual([SMALL, QUICK]);
    pass(1);
    expect(set).toEqual([SMALL, QUICK, SMALL]);
    pass(600_000);
    ask(thrift, 10);
    expect(set).toEqual([SMALL, QUICK, SMALL, QUICK]);
  });
});
