import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sourceStates } from '../../src/domain/source-health.ts';
import { DELIVERY_SCENARIOS } from './delivery-scenarios.ts';
import { JOB_SCENARIOS } from './job-scenarios.ts';
import { readStateDiagrams, type Scenarios } from './mermaid.ts';
import { SOURCE_SCENARIOS, WATCHED_STATES } from './source-scenarios.ts';

const document = readFileSync(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8');
const diagrams = readStateDiagrams(document);

const THREE: readonly (readonly [title: string, scenarios: Scenarios, states: readonly string[]])[] = [
  [
    'States of a source',
    SOURCE_SCENARIOS,
    // That nothing was new is shown as a state of its own, and is the same one.
    [...sourceStates.filter((state) => state !== 'unchanged'), 'watched'],
  ],
  ['States of a job', JOB_SCENARIOS, ['ready', 'leased', 'dead']],
  ['States of a delivery', DELIVERY_SCENARIOS, ['pending', 'sending', 'sent', 'failed', 'dead', 'cancelled']],
];

it('there are three diagrams', () => {
  expect(diagrams.map(({ title }) => title)).toEqual(THREE.map(([title]) => title));
});

describe.each(THREE)('%s', (title, scenarios, states) => {
  const arrows = diagrams.find((diagram) => diagram.title === title)?.arrows ?? [];

  it('has a scenario for each arrow, and an arrow for each scenario', () => {
    expect(arrows.map(({ from, to }) => `${from} --> ${to}`).sort()).toEqual(Object.keys(scenarios).sort());
  });

  it('shows every state that there is, and how it is reached', () => {
    const reached = new Set(arrows.map(({ to }) => to).filter((state) => state !== '[*]'));
    expect([...reached].sort()).toEqual([...states].sort());
    for (const { label } of arrows) expect(label).not.toBe('');
  });

  it.each(arrows.map(({ from, to, label }) => [`${from} --> ${to}`, label] as const))(
    '%s: %s',
    async (arrow) => {
      const seen = (await scenarios[arrow]?.()) ?? [];
      expect(seen.length).toBeGreaterThan(0);
      for (const [before, after] of seen) expect(`${before} --> ${after}`).toBe(arrow);
    },
  );
});

it('what is watched may be parked whatever its state', () => {
  const inside = sourceStates.filter((state) => state !== 'parked' && state !== 'unchanged');
  expect([...WATCHED_STATES].sort()).toEqual([...inside].sort());
});
