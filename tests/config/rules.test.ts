import { expect, it } from 'vitest';
import { load, problemsOf } from './folder.ts';

const sources = 'sources:\n  - { id: hf-qwen, kind: huggingface-org, lab: qwen, org: Qwen }\n';

function alertsWith(channel: string, where: string): string {
  return `channels:\n  - { id: c, kind: console${channel} }\nrules:\n  - { id: r, on: ["*"], where: ${where}, to: [c] }\n`;
}

it('a rule and a channel are read as they are written', async () => {
  const channel =
    ', timezone: Asia/Shanghai, at_most_per_hour: 10, quiet_hours: { from: 22:00, to: 07:30, except: [source.*] }';
  const where =
    '{ parameters: { min: 7B, max: 1.5T }, license: [mit], modality: [image], openness: [no-weights], lifecycle: [preview], source: [hf-qwen] }';
  const { rules, channels } = await load({
    'sources.yaml': sources,
    'alerts.yaml': alertsWith(channel, where),
  });
  expect(rules[0]?.where).toEqual({
    parameters: { min: 7e9, max: 1.5e12 },
    license: ['mit'],
    modality: ['image'],
    openness: ['no-weights'],
    lifecycle: ['preview'],
    source: ['hf-qwen'],
  });
  expect(channels[0]).toMatchObject({
    at_most_per_hour: 10,
    quiet_hours: { from: '22:00', to: '07:30', except: ['source.*'] },
  });
});

it.each([
  ['{ parameters: { mn: 7B, max: 40B } }', 'parameters: Unrecognized key: "mn". Did you mean "min"?'],
  ['{ parameters: {} }', 'parameters: Write "min", "max", or both'],
  ['{ parameters: { min: 40B, max: 7B } }', 'parameters: "min" is more than "max": nothing would fit'],
  [
    '{ parameters: { min: lots } }',
    'parameters.min: Not an amount: write a number with its unit, as 7B, 671B or 500M',
  ],
  [
    '{ parameters: { max: 40 } }',
    'parameters.max: Not an amount: write a number with its unit, as 7B, 671B or 500M',
  ],
  ['{ modality: [imgae] }', 'modality.0: Unknown value "imgae". Did you mean "image"?'],
  ['{ openness: [open-weight] }', 'openness.0: Unknown value "open-weight". Did you mean "open-weights"?'],
  ['{ lifecycle: [previw] }', 'lifecycle.0: Unknown value "previw". Did you mean "preview"?'],
  ['{ source: [hf-qwn] }', 'source.0: Unknown source "hf-qwn". Did you mean "hf-qwen"?'],
  ['{ licence: [mit] }', '"licence". Did you mean "license"?'],
  ['{ license: [] }', 'license: The list is empty; name at least one'],
])('%s is answered with: %s', async (where, problem) => {
  const problems = await problemsOf({ 'sources.yaml': sources, 'alerts.yaml': alertsWith('', where) });
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

it.each([
  ['quiet_hours: { from: 10pm, to: 07:30 }', 'quiet_hours.from: Not a time of day: write hours and minutes'],
  ['quiet_hours: { from: 24:00, to: 07:30 }', 'quiet_hours.from: Not a time of day: write hours and minutes'],
  [
    'quiet_hours: { from: 22, to: 07:30 }',
    'quiet_hours.from: Not a time of day: write it as "22:00", in quotes',
  ],
  ['quiet_hours: { from: 22:00 }', 'Missing key: "to"'],
  ['quiet_hours: { from: 22:00, to: 22:00 }', 'quiet_hours.to: Quiet hours that end when they begin'],
  ['quiet_hours: { from: 22:00, to: 07:30, timezone: CET }', 'timezone: Not a time zone of the IANA list'],
  [
    'quiet_hours: { from: 22:00, to: 07:30, timezone: Europe/Berln }',
    'timezone: Not a time zone of the IANA list',
  ],
  ['quiet_hours: { from: 22:00, till: 07:30, to: 08:00 }', 'Unrecognized key: "till"'],
  ['digest: { every: day, at: 8am }', 'digest.at: Not a time of day: write hours and minutes, as 08:00'],
  ['digest: { every: day, at: 8 }', 'digest.at: Not a time of day: write it as "08:00", in quotes'],
  ['digest: { every: month, at: 08:00 }', 'digest.every'],
  ['digest: { every: day, at: 08:00, on: monday }', 'digest.on: A daily digest has no day of the week'],
  [
    'digest: { every: week, at: 08:00, on: mon }',
    'digest.on: Unknown value "mon". Known values: sunday, monday',
  ],
  ['digest: { every: week }', 'Missing key: "at"'],
  ['at_most_per_hour: 0', 'at_most_per_hour: At least 1'],
  ['at_most_per_hour: 2.5', 'at_most_per_hour: Not a whole number of messages'],
  ['at_most_per_hour: "10"', 'at_most_per_hour: Not a whole number of messages'],
  ['at_most_per_hou: 10', '"at_most_per_hou". Did you mean "at_most_per_hour"?'],
])('a channel with %s is answered with: %s', async (option, problem) => {
  const problems = await problemsOf({ 'alerts.yaml': alertsWith(`, ${option}`, '{}') });
  expect(problems).toEqual([expect.stringContaining(problem)]);
});
