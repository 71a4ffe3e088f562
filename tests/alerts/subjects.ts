import type { AlertContent, AlertKind } from '../../src/domain/alert.ts';
import type { AlertSubject, ToldChannel, ToldSource } from '../../src/domain/alert-subject.ts';
import { hostileNames } from './hostile-content.ts';
import { announced, available, extension, newRelease, plannedReleased, removal } from './sample-contents.ts';

/** Alerts of every kind that say what they are about, as the pipeline writes them. */

const zhipu = { labName: 'Zhipu AI', labZh: '智谱', releaseName: 'GLM-4.5' } as const;
const said = {
  saidBy: [
    { publisher: 'Z.ai', voice: 'lab' },
    { publisher: 'OpenRouter', voice: 'catalogue' },
  ],
  quote: 'GLM-4.5 is here',
} as const;
const silence = { saidBy: [], quote: '' } as const;

function withSubject(content: AlertContent, about: AlertSubject): AlertContent {
  return { ...content, alert: { ...content.alert, about } };
}

function alone(kind: AlertKind, about: AlertSubject, labName: string | null = null): AlertContent {
  const { release: _release, ...content } = removal;
  return { alert: { ...content.alert, kind, title: 'old words', lines: [], covers: [], labName, about } };
}

const source: ToldSource = {
  id: 'hf-zhipu',
  host: 'huggingface.co',
  error: { code: 'upstream-not-found', message: 'the upstream knows no such place' },
  since: Date.parse('2025-07-28T06:40:00Z'),
  failures: 3,
  lastGoodAt: Date.parse('2025-07-28T06:38:00Z'),
  nextTryAt: Date.parse('2025-07-28T08:00:00Z'),
};
const channel: ToldChannel = {
  id: 'team',
  kind: 'slack',
  error: { code: 'http-404', message: 'hooks.slack.com answered 404' },
  since: Date.parse('2025-07-28T06:40:00Z'),
  failures: 4,
  waiting: 2,
};
const news = {
  form: 'news',
  labName: 'Zhipu AI',
  labZh: '智谱',
  title: '港股上市定价公布',
  quote: '',
  topic: 'funding',
  publisher: '36氪',
} as const;

const before = { as: 'planned', since: '2025-05-02T08:00:00.000Z' } as const;
const firstSign = { by: 'Z.ai', at: '2025-07-28T08:20:00.000Z' };

export const subjects = {
  new: withSubject(
    { ...newRelease, alert: { ...newRelease.alert, firstSign } },
    { form: 'release', ...zhipu, ...said },
  ),
  weights: withSubject(plannedReleased, { form: 'release', ...zhipu, knownBefore: before, ...silence }),
  extended: withSubject(extension, { form: 'release', ...zhipu, added: ['GLM-4.5-Air'], ...silence }),
  chat: withSubject(extension, { form: 'release', ...zhipu, addedRole: 'chat', ...silence }),
  announced: withSubject(announced, { form: 'release', ...zhipu, ...said }),
  available: withSubject(available, { form: 'release', ...zhipu, byApi: true, ...said }),
  updated: withSubject(
    { ...newRelease, alert: { ...newRelease.alert, kind: 'release.updated' } },
    { form: 'release', ...zhipu, ...silence },
  ),
  corrected: withSubject(
    { ...newRelease, alert: { ...newRelease.alert, kind: 'release.corrected' } },
    { form: 'release', ...zhipu, ...silence },
  ),
  removed: withSubject(removal, { form: 'release', ...zhipu, ...silence }),
  news: alone('lab.news', news, 'Zhipu AI'),
  candidate: alone('lab.candidate', {
    form: 'candidates',
    candidates: [
      {
        organization: 'example-lab',
        sightings: 3,
        firstSeen: Date.parse('2025-07-01T00:00:00Z'),
        title: '新实验室',
        url: 'https://news.example/1',
      },
    ],
  }),
  failing: alone('source.failing', { form: 'sources', matter: 'failing', sources: [source] }),
  gone: alone('source.gone', {
    form: 'sources',
    matter: 'gone',
    sources: [source, { ...source, id: 'hf-b' }],
  }),
  recovered: alone('source.recovered', { form: 'sources', matter: 'recovered', sources: [source] }),
  silent: alone('source.silent', {
    form: 'sources',
    matter: 'silent',
    sources: [{ ...source, error: null }],
  }),
  settled: withSubject(
    { ...newRelease, alert: { ...newRelease.alert, kind: 'release.updated' } },
    { form: 'release', ...zhipu, added: ['GLM-4.5-Air'], nowStated: ['license'], ...silence },
  ),
  channelFailing: alone('channel.failing', { form: 'channel', matter: 'failing', channel }),
  channelRecovered: alone('channel.recovered', { form: 'channel', matter: 'recovered', channel }),
  catchUp: alone('catch-up', {
    form: 'catch-up',
    releases: 7,
    alerts: [
      {
        kind: 'release.new',
        title: 'Zhipu AI released GLM-4.5',
        url: 'https://huggingface.co/zai-org/GLM-4.5',
        about: { form: 'release', ...zhipu, ...silence },
      },
    ],
  }),
  welcome: alone('welcome', {
    form: 'welcome',
    sources: 99,
    watch: {
      organizations: 42,
      repos: 4512,
      pages: 56,
      feeds: 44,
      lists: 1,
      newest: [{ name: 'GLM-4.5', labName: 'Zhipu AI', labZh: '智谱', firstSeenAt: '2025-07-28T09:02:10Z' }],
      nextLookAt: '2025-07-28T10:00:00Z',
    },
  }),
  test: alone('release.new', { form: 'test' }),
} satisfies Record<string, AlertContent>;

/** What a stranger writes wherever an alert says what it is about. */
export const attack =
  '@everyone @here @all <!channel> <@U123> <@all> <at user_id="all">all</at> *b* _i_ `c` [x](javascript:alert(1)) ![i](https://evil.example/i.png) {{release.name}} {{DATE(2025-01-01T00:00:00Z)}} \u0024{x} \u202eabc\u200b\u0007 \r\nBcc: eve@example.org\r\n <script>alert(1)</script>';

const hostileSaid = {
  saidBy: [attack, ...hostileNames].map((publisher) => ({ publisher, voice: 'outlet' as const })),
  quote: attack,
};

export const hostileSubjects: Readonly<Record<string, AlertContent>> = {
  release: withSubject(newRelease, {
    form: 'release',
    labName: attack,
    labZh: attack,
    releaseName: `GLM ${attack}`,
    ...hostileSaid,
  }),
  announced: withSubject(announced, {
    form: 'release',
    labName: null,
    releaseName: 'x'.repeat(100_000),
    ...hostileSaid,
  }),
  news: alone('lab.news', {
    ...news,
    labName: attack,
    labZh: attack,
    title: attack,
    quote: attack,
    publisher: attack,
  }),
  candidate: alone('lab.candidate', {
    form: 'candidates',
    candidates: [
      { organization: attack, sightings: 1, firstSeen: 0, title: attack, url: 'javascript:alert(1)' },
    ],
  }),
};
