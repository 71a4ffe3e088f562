import type { AlertContent } from '../../src/domain/alert.ts';
import { factOf, glm, modelOf, newRelease, repoOf } from './sample-contents.ts';

/** What a stranger may write where a name, a licence or a link is expected. */

export const hostileNames: readonly string[] = [
  '\u001b[2J\u001b[1;1H\u001b]0;owned\u0007GLM',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u009b31mred\u0090payload\u009c',
  'GLM\r\nSubject: hello\r\n\r\nbody',
  'abc\u202egnp.exe\u2066\u2069',
  'G\u200bL\u200cM\u200d\ufeff\u00ad\u2060',
  'tag\u{e0041}\u{e007f}s',
  '@everyone <!channel> <at user_id="all"></at> [x](javascript:alert(1)) {{secret}} `id` $HOME',
  `Z${'\u0301'.repeat(500)}algo`,
  'half \ud83d surrogate \udc00',
  'line\u2028and\u2029paragraph\u0085next',
  'x'.repeat(100_000),
  '\u001b'.repeat(100_000),
];

/** Anything that moves a cursor, turns text around, hides, or breaks a line field; a line feed is ours. */
export const unsafeCharacters =
  /(?!\n)[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e0fff}]|\p{M}{6}/u;

const everything = hostileNames.join(' ');

export const hostileContent: AlertContent = {
  alert: {
    ...newRelease.alert,
    title: everything,
    lines: hostileNames,
    labName: everything,
    url: 'javascript:alert(1)',
    covers: hostileNames,
  },
  disputes: hostileNames.map((name) => ({
    subject: name,
    attribute: name,
    believed: { value: name, source: name, url: 'javascript:alert(1)', reason: name },
    against: [{ value: { deep: name }, source: name, url: 'data:text/html,x' }],
  })),
  release: {
    ...glm,
    name: everything,
    family: everything,
    models: hostileNames.map((name) =>
      modelOf(name, { total_parameters: name, context_length: -1 }, hostileNames),
    ),
    repos: hostileNames.map((name) => ({ ...repoOf(name, name), url: 'data:text/html,x' })),
    facts: {
      license: factOf(hostileNames),
      languages: factOf(hostileNames),
      [everything]: factOf({ deep: [{ deeper: everything }] }),
    },
  },
};
