import { counted } from '../numbers.ts';
import type { DigestPhrases } from './digest-phrases.ts';

export const englishDigest: DigestPhrases = {
  title: (releases, labs, from, to) =>
    `Chinese language models, ${from} to ${to}: ${
      releases === 0
        ? 'no release'
        : `${counted(releases, 'release')}${labs > 1 ? ` by ${counted(labs, 'lab')}` : ''}`
    }`,
  parts: {
    releases: 'Released',
    arrived: 'Expected, and here now',
    planned: 'Said to come',
    extended: 'Further models of earlier releases',
    disputes: 'What sources disagree on',
    corrections: 'Corrections to earlier digests',
    changes: 'Prices, licences, lifecycle',
    news: 'News of the labs',
  },
  columns: {
    release: 'Release',
    size: 'Size',
    context: 'Context',
    licence: 'Licence',
    what: 'What',
    day: 'Day',
  },
  nothing: 'Nothing happened that would belong here.',
  more: (count) => `and ${count.toLocaleString('en-US')} more`,
  first: (release, who, lead) =>
    `${release}: ${who} had it first${lead === null ? '' : `, ${lead} before anybody else`}`,
  firstUndecided: (release, among, within) =>
    `${release}: who had it first is undecided (${among}${within === null ? '' : `, all within ${within}`})`,
  quotedBy: (release, quote, source) => `${release}: “${quote}” (${source})`,
  arrived: (release, as, since) => `${release} had been ${as}${since === null ? '' : ` since ${since}`}`,
  said: (release, quote, source) => `${release}: “${quote}” (${source})`,
  extended: (release, models) => `${release}: ${models}`,
  dispute: (subject, attribute, believed, against) =>
    `${subject}, ${attribute}: ${believed ?? 'nothing is believed'}; against it ${against}`,
  because: (value, source, reason) =>
    `${value} (${[source, reason].filter((part) => part !== '').join(': ')})`,
  toldOn: (line, day) => `${line}; told on ${day}`,
  changed: (subject, attribute, is, was, source) =>
    `${subject}, ${attribute}: ${is}, before ${was}${source === '' ? '' : ` (${source})`}`,
  newsItem: (lab, title, publisher, day) => `${lab}: ${title} (${publisher}, ${day})`,
};
