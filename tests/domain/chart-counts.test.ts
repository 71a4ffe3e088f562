import { describe, expect, it } from 'vitest';
import { countByMonth } from '../../src/domain/chart-counts.ts';

const day = (date: string) => Date.parse(date) / 86_400_000;
const on = (date: string, name: string, count = 1) => ({ day: day(date), name, count });

describe('counts month by month', () => {
  it('put days into their months, and leave out no month between', () => {
    const counts = countByMonth([on('2025-01-31', 'a'), on('2025-02-01', 'a', 2), on('2025-04-30', 'b', 4)], {
      names: 5,
      months: 12,
    });
    expect(counts).toEqual({
      names: ['b', 'a'],
      months: [
        { month: '2025-01', counts: [0, 1], others: 0 },
        { month: '2025-02', counts: [0, 2], others: 0 },
        { month: '2025-03', counts: [0, 0], others: 0 },
        { month: '2025-04', counts: [4, 0], others: 0 },
      ],
      earlier: 0,
    });
  });

  it('add up names that are not common, in months that are shown or not', () => {
    const counts = countByMonth(
      [on('2023-12-31', 'a', 5), on('2024-12-01', 'a', 2), on('2024-12-01', 'b'), on('2025-01-01', 'c')],
      { names: 1, months: 2 },
    );
    expect(counts).toEqual({
      names: ['a'],
      months: [
        { month: '2024-12', counts: [2], others: 1 },
        { month: '2025-01', counts: [0], others: 1 },
      ],
      earlier: 5,
    });
  });

  it('are none of nothing', () => {
    expect(countByMonth([], { names: 3, months: 3 })).toEqual({ names: [], months: [], earlier: 0 });
  });
});
