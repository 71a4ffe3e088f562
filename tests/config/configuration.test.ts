// biome-ignore-all lint/suspicious/noTemplateCurlyInString: "${NAME}" is what the configuration itself writes.
import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './folder.ts';

describe('what a folder says', () => {
  test('only id and name of a lab are required', async () => {
    const { labs } = await load({ 'labs.yaml': 'labs: [{ id: qwen, name: Qwen }]' });
    expect(labs).toEqual([
      {
        id: 'qwen',
        name: 'Qwen',
        aliases: [],
        organizations: { huggingface: [], modelscope: [], github: [] },
        wikipedia: [],
        families: [],
      },
    ]);
  });

  test('the examples of the contract are understood', async () => {
    const configuration = await load(
      {
        'labs.yaml': [
          'labs:',
          '  - { id: deepseek, name: DeepSeek, zh: 深度求索, aliases: [DeepSeek AI], organizations: { huggingface: [deepseek-ai], modelscope: [deepseek-ai], github: [deepseek-ai] }, families: [DeepSeek] }',
          '  - { id: qwen, name: Qwen, parent: alibaba }',
          '  - { id: moonshot, name: Moonshot AI }',
          '  - { id: alibaba, name: Alibaba }',
          '  - { id: manus, name: Manus, watch: none, reason: An agent }',
        ].join('\n'),
        'sources.yaml':
          'sources:\n  - { id: hf-deepseek,  kind: huggingface-org, lab: deepseek, org: deepseek-ai, every: "*/2 * * * *" }\n',
        'alerts.yaml': [
          'settling: 30m',
          'channels:',
          '  - { id: team, kind: webhook, url: "${TEAM_WEBHOOK_URL}", secret: "${TEAM_WEBHOOK_SECRET}" }',
          'rules:',
          '  - { id: releases, on: [release.*], where: { lab: [qwen, deepseek, moonshot], kind: [llm, vlm] }, to: [team] }',
        ].join('\n'),
        'overrides.yaml': 'hidden_repos: [Qwen/Qwen-test]\n',
        'baseline/planned.yaml':
          'releases:\n  - { lab: deepseek, name: DeepSeek-R2, expected: 2025-05, said_by: [{ article: A, url: "https://example.org/a", quote: soon }] }\n',
      },
      {
        TEAM_WEBHOOK_URL: 'https://example.org/hook/abcdef',
        TEAM_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      },
    );
    expect(configuration).toMatchObject({
      sources: [
        {
          id: 'hf-deepseek',
          kind: 'huggingface-org',
          lab: 'deepseek',
          org: 'deepseek-ai',
          every: '*/2 * * * *',
        },
      ],
      channels: [{ id: 'team', kind: 'webhook', url: 'https://example.org/hook/abcdef' }],
      rules: [
        {
          id: 'releases',
          on: ['release.*'],
          where: { lab: ['qwen', 'deepseek', 'moonshot'], kind: ['llm', 'vlm'] },
          to: ['team'],
        },
      ],
      settling: { ms: 1_800_000 },
      hiddenRepos: ['Qwen/Qwen-test'],
      planned: [
        {
          lab: 'deepseek',
          name: 'DeepSeek-R2',
          expected: '2025-05',
          saidBy: [{ article: 'A', url: 'https://example.org/a', quote: 'soon' }],
        },
      ],
    });
    expect(configuration.labs[0]?.zh).toBe('深度求索');
    expect(configuration.labs[1]?.parent).toBe('alibaba');
    expect(configuration.labs[4]?.unwatched).toBe('An agent');
  });

  test('overrides.yaml and the baseline may be absent or hold comments only; settling is 6 hours unless told', async () => {
    const none = await load();
    const comments = await load({ 'overrides.yaml': '# nothing\n', 'baseline/planned.yaml': '' });
    for (const { hiddenRepos, planned, settling } of [none, comments]) {
      expect({ hiddenRepos, planned, settling }).toEqual({
        hiddenRepos: [],
        planned: [],
        settling: { ms: 21_600_000 },
      });
    }
  });
});

describe('what is wrong is said with its place, all at once', () => {
  test('an unknown key', async () => {
    const sources = [
      'sources:',
      '  - { id: a, kind: huggingface-org, lab: qwen, org: Qwen }',
      '  - id: b',
      '    kind: huggingface-org',
      '    lab: qwen',
      '    evry: "*/2 * * * *"',
      '    org: Qwen2',
      '    colour: red',
    ];
    expect(await problemsOf({ 'sources.yaml': sources.join('\n') })).toEqual([
      'sources.yaml:6:5 sources.1: Unrecognized key: "evry". Did you mean "every"?',
      'sources.yaml:8:5 sources.1: Unrecognized key: "colour". Known keys: id, kind, lab, org, every',
    ]);
  });

  test('sources', async () => {
    const sources = [
      'sources:',
      '  - { id: a, kind: huggingface_org, lab: qwen, org: Qwen }',
      '  - { id: b, lab: qwen, org: Qwen2 }',
      '  - 5',
      '  -',
      '  - { id: c, kind: huggingface-org, lab: qwem, org: https://huggingface.co/Qwen, every: "* * * *" }',
      '  - { id: d, kind: huggingface-org, lab: qwen, org: Deep }',
      '  - { id: d, kind: huggingface-org, lab: qwen, org: deep }',
    ];
    expect(await problemsOf({ 'sources.yaml': sources.join('\n') })).toEqual([
      'sources.yaml:2:20 sources.0.kind: Unknown value "huggingface_org". Did you mean "huggingface-org"?',
      'sources.yaml:3:5 sources.1: Missing key: "kind". Known values: huggingface-org, wikipedia-page, feed, web-page, json-api',
      'sources.yaml:4:5 sources.2: Expected keys and values, found 5',
      'sources.yaml:5:4 sources.3: Expected keys and values, found nothing',
      'sources.yaml:6:42 sources.4.lab: Unknown lab "qwem". Did you mean "qwen"?',
      'sources.yaml:6:53 sources.4.org: Not the name of an organization: write the name alone, as deepseek-ai, without an address or a repo',
      'sources.yaml:6:89 sources.4.every: Not a cron expression: "* * * *". It takes five fields (minute hour day month weekday), as "*/2 * * * *"',
      'sources.yaml:8:11 sources.6.id: Duplicate id "d"; it also stands at sources.yaml:7:11 sources.5.id',
      'sources.yaml:8:53 sources.6.org: "deep" is already watched by "d"',
    ]);
  });

  test('sources that contradict labs.yaml', async () => {
    const labs = [
      'labs:',
      '  - { id: qwen, name: Qwen, organizations: { huggingface: [Qwen] } }',
      '  - { id: manus, name: Manus, watch: none, reason: An agent }',
    ];
    const sources = [
      'sources:',
      '  - { id: a, kind: huggingface-org, lab: manus, org: qwen }',
      '  - { id: b, kind: huggingface-org, lab: nothing-like-it, org: Else }',
    ];
    expect(await problemsOf({ 'labs.yaml': labs.join('\n'), 'sources.yaml': sources.join('\n') })).toEqual([
      'sources.yaml:2:42 sources.0.lab: "qwen" belongs to lab "qwen" in labs.yaml, not to "manus"',
      'sources.yaml:2:42 sources.0.lab: Lab "manus" says "watch: none" in labs.yaml; remove that line',
      'sources.yaml:3:42 sources.1.lab: Unknown lab "nothing-like-it". Known labs: qwen, manus',
    ]);
  });

  test('labs', async () => {
    const labs = [
      'labs:',
      '  - { id: 360, name: 360 }',
      '  - { id: Qwen, nmae: Q, aliases: x }',
      '  - { id: a, name: A, parent: b, organizations: { huggingface: [One] } }',
      '  - { id: b, name: B, parent: c, organizations: { huggingface: [one] } }',
      '  - { id: a, name: A2, watch: all }',
      '  - { id: c, name: C, watch: none }',
      '  - { id: d, name: "D\\e[31m", reason: because }',
      '  - { id: e, name: E, parent: e }',
      '  - { id: f, name: F, parent: zzz, conventions: { joins: [{ pattern: "(", stem: x }], line: [] } }',
      '  - { id: g, name: G, parent: zzz }',
      '  - { id: h, name: H, reason: because }',
    ];
    expect(await problemsOf({ 'labs.yaml': labs.join('\n') })).toEqual([
      'labs.yaml:2:11 labs.0.id: Expected text, found 360. Put it in quotes: "360"',
      'labs.yaml:2:22 labs.0.name: Expected text, found 360. Put it in quotes: "360"',
      'labs.yaml:3:5 labs.1: Missing key: "name"',
      'labs.yaml:3:11 labs.1.id: An id is lower-case letters and digits, with single hyphens or dots between them, as hf-deepseek or 01-ai',
      'labs.yaml:3:17 labs.1: Unrecognized key: "nmae". Did you mean "name"?',
      'labs.yaml:3:35 labs.1.aliases: Expected a list, found text. Put it in brackets, as [one, two]',
      'labs.yaml:4:31 labs.2.parent: "b" belongs to "c" itself; name that one',
      'labs.yaml:5:65 labs.3.organizations.huggingface.0: Duplicate organization "one"; it also stands at labs.yaml:4:65 labs.2.organizations.huggingface.0',
      'labs.yaml:6:11 labs.4.id: Duplicate id "a"; it also stands at labs.yaml:4:11 labs.2.id',
      'labs.yaml:6:31 labs.4.watch: Unknown value "all". Known values: none',
      'labs.yaml:7:30 labs.5.watch: Say under "reason" why nothing of this lab is watched',
      'labs.yaml:8:20 labs.6.name: The text holds a line break or another control character',
      'labs.yaml:8:39 labs.6.reason: A reason belongs to "watch: none"',
      'labs.yaml:9:31 labs.7.parent: A lab cannot belong to itself',
      'labs.yaml:10:31 labs.8.parent: Unknown lab "zzz". Known labs: Qwen, a, b, c, d, e, f, g, h',
      'labs.yaml:10:70 labs.8.conventions.joins.0.pattern: Not a regular expression',
      'labs.yaml:10:87 labs.8.conventions: Unrecognized key: "line". Did you mean "lines"?',
      'labs.yaml:11:31 labs.9.parent: Unknown lab "zzz". Known labs: Qwen, a, b, c, d, e, f, g, h',
      'labs.yaml:12:31 labs.10.reason: A reason belongs to "watch: none"',
    ]);
  });

  test('alerts', async () => {
    const alerts = [
      'channel: []',
      'settling: 6',
      'channels:',
      '  - { id: t, kind: webhook, url: "https://example.org", headers: {} }',
      '  - { id: u, kind: webhook, url: "ftp://x", secret: abc, allow_private_network: "yes" }',
      '  - { id: v, kind: pager }',
      '  - { id: v, kind: console }',
      '  - { id: w, kind: webhook, url: example.org/hook }',
      '  - { id: x, kind: webhook, url: "https://me:pass@example.org" }',
      'rules:',
      '  - { id: r, on: [release.nwe, sources.*], where: { lab: [qwenn], kind: [lm] }, to: t }',
      '  - { id: s, on: [], to: [tt] }',
      '  - { id: s, on: ["*"], to: [nobody], where: { labs: [qwen], lab: [qwenn] } }',
      '  - { id: t, on: ["*"], to: [nobody], where: { lab: [qwenn] } }',
    ];
    expect(await problemsOf({ 'alerts.yaml': alerts.join('\n') })).toEqual([
      'alerts.yaml:1:1: Unrecognized key: "channel". Did you mean "channels"?',
      'alerts.yaml:2:11 settling: Not a time span: write a number and a unit (s, m, h, d), as 6h or 30m',
      expect.stringContaining(
        'alerts.yaml:4:57 channels.0: Unrecognized key: "headers". Known keys: id, kind, url, secret',
      ),
      'alerts.yaml:5:34 channels.1.url: Only http and https addresses can be posted to',
      'alerts.yaml:5:53 channels.1.secret: A signing secret is "whsec_" and base64 after it; make one with: echo "whsec_$(openssl rand -base64 24)"',
      'alerts.yaml:5:81 channels.1.allow_private_network: Expected true or false, found text. Write true or false, without quotes',
      'alerts.yaml:6:20 channels.2.kind: Unknown value "pager". Known values: console, webhook, dingtalk, discord, email, feed-file, feishu, matrix, ntfy, slack, teams, telegram, wecom',
      'alerts.yaml:7:11 channels.3.id: Duplicate id "v"; it also stands at alerts.yaml:6:11 channels.2.id',
      'alerts.yaml:8:34 channels.4.url: Not an address: it has to begin with https:// or http://',
      'alerts.yaml:9:34 channels.5.url: A name and password in the address cannot be used',
      'alerts.yaml:11:19 rules.0.on.0: Unknown value "release.nwe". Did you mean "release.new"?',
      'alerts.yaml:11:32 rules.0.on.1: Unknown value "sources.*". Did you mean "source.*"?',
      'alerts.yaml:11:59 rules.0.where.lab.0: Unknown lab "qwenn". Did you mean "qwen"?',
      'alerts.yaml:11:74 rules.0.where.kind.0: Unknown value "lm". Did you mean "llm"?',
      'alerts.yaml:11:85 rules.0.to: Expected a list, found text. Put it in brackets, as [one, two]',
      'alerts.yaml:12:18 rules.1.on: The list is empty; name at least one',
      'alerts.yaml:12:27 rules.1.to.0: Unknown channel "tt". Did you mean "t"?',
      'alerts.yaml:13:11 rules.2.id: Duplicate id "s"; it also stands at alerts.yaml:12:11 rules.1.id',
      'alerts.yaml:13:30 rules.2.to.0: Unknown channel "nobody". Known channels: t, u, v, w, x',
      'alerts.yaml:13:48 rules.2.where: Unrecognized key: "labs". Did you mean "lab"?',
      'alerts.yaml:13:68 rules.2.where.lab.0: Unknown lab "qwenn". Did you mean "qwen"?',
      'alerts.yaml:14:30 rules.3.to.0: Unknown channel "nobody". Known channels: t, u, v, w, x',
      'alerts.yaml:14:54 rules.3.where.lab.0: Unknown lab "qwenn". Did you mean "qwen"?',
    ]);
  });

  test('an unknown pattern of alerts that resembles none is answered with the list', async () => {
    const alerts = 'channels: [{ id: c, kind: console }]\nrules: [{ id: r, on: [everything], to: [c] }]\n';
    expect(await problemsOf({ 'alerts.yaml': alerts })).toEqual([
      'alerts.yaml:2:23 rules.0.on.0: Unknown value "everything". Known values: *, release.*, lab.*, source.*, channel.*, release.announced, release.available, release.new, release.extended, release.updated, release.corrected, release.removed, lab.news, lab.candidate, source.failing, source.recovered, source.gone, source.silent, channel.failing, channel.recovered, catch-up, digest, welcome',
    ]);
  });

  test('what an operator decided', async () => {
    const lines = [
      'merge:',
      '  - { lab: qwn, from: [Qwen4], into: qwen4 }',
      '  - { lab: qwen, from: [A, B], into: C }',
      '  - { lab: qwen, from: [b], into: D }',
      '  - { lab: qwen, from: [E], into: a }',
      'split:',
      '  - { lab: qwen, repos: [Qwen/X, qwen/x], into: X }',
      'pin:',
      '  - { lab: qwen, release: Qwen4, attribute: licence, value: MIT }',
      '  - { lab: qwen, release: Qwen4, attribute: total_parameters, value: many }',
      '  - { lab: qwen, model: Qwen4-8B, attribute: total_parameters, value: 8B, url: ftp://x }',
    ];
    expect(await problemsOf({ 'overrides.yaml': lines.join('\n') })).toEqual([
      'overrides.yaml:2:12 merge.0.lab: Unknown lab "qwn". Did you mean "qwen"?',
      'overrides.yaml:2:24 merge.0.from.0: "Qwen4" cannot be merged into itself',
      'overrides.yaml:2:38 merge.0.into: "qwen4" is merged into "qwen4" itself; name that one',
      'overrides.yaml:4:25 merge.2.from.0: "b" is merged into "C" already',
      'overrides.yaml:5:35 merge.3.into: "a" is merged into "C" itself; name that one',
      'overrides.yaml:7:34 split.0.repos.1: "qwen/x" is split off twice',
      'overrides.yaml:9:45 pin.0.attribute: Unknown value "licence". Did you mean "license"?',
      'overrides.yaml:10:70 pin.1.value: "many" cannot be read as total_parameters',
      'overrides.yaml:11:25 pin.2.model: A model is of a release: name that, too',
      'overrides.yaml:11:80 pin.2.url: Not an http or https address',
    ]);
  });

  test('overrides and planned releases', async () => {
    const planned = [
      'releases:',
      '  - { lab: qwn, name: Q, expected: 2025, said_by: [] }',
      '  - { lab: qwen, name: Q, expected: 2025-13, said_by: [{ article: A, url: x, quote: q }] }',
      '  - { lab: qwen, name: Q, expected: 2025-02-30, said_by: [{ article: A, url: "http://x", quote: q }] }',
      '  - { lab: qwn, name: Q, said_by: [{ article: A, url: "http://x", quote: q }] }',
    ];
    const files = {
      'overrides.yaml': 'hidden: []\nhidden_repos: [a/b, c]\n',
      'baseline/planned.yaml': planned.join('\n'),
    };
    expect(await problemsOf(files)).toEqual([
      'overrides.yaml:1:1: Unrecognized key: "hidden". Did you mean "hide"?',
      'overrides.yaml:2:21 hidden_repos.1: Not a repo: write it as organization/repo',
      'baseline/planned.yaml:2:12 releases.0.lab: Unknown lab "qwn". Did you mean "qwen"?',
      'baseline/planned.yaml:2:36 releases.0.expected: Expected text, found 2025. Put it in quotes: "2025"',
      'baseline/planned.yaml:2:51 releases.0.said_by: The list is empty; name at least one',
      'baseline/planned.yaml:3:37 releases.1.expected: Not a date: write it as "2025", 2025-05 or 2025-05-01',
      'baseline/planned.yaml:3:75 releases.1.said_by.0.url: Not an http or https address',
      'baseline/planned.yaml:4:37 releases.2.expected: Not a date: write it as "2025", 2025-05 or 2025-05-01',
      'baseline/planned.yaml:5:12 releases.3.lab: Unknown lab "qwn". Did you mean "qwen"?',
    ]);
  });

  test('one bad file hides nothing of the others, and a missing labs.yaml makes no lab look unknown', async () => {
    const problems = await problemsOf({
      'labs.yaml': null,
      'sources.yaml': 'sources:\n  - { id: a, kind: huggingface-org, lab: qwen, org: Qwen, evry: 1 }\n',
      'alerts.yaml':
        'channels: {}\nrules:\n  - { id: r, on: ["*"], where: { lab: [qwen] }, to: [console] }\n',
    });
    expect(problems).toEqual([
      'labs.yaml: There is no such file in FOLDER',
      'sources.yaml:2:59 sources.0: Unrecognized key: "evry". Did you mean "every"?',
      'alerts.yaml:1:11 channels: Expected a list, found keys and values',
    ]);
  });
});

test('a template asks for what there is, and is for channels that exist', async () => {
  const alerts = [
    'channels: [{ id: here, kind: console }]',
    'rules: []',
    'templates:',
    '  - { on: [release.new], title: "{{release.nam}} by {{lab.name}}", lines: ["{{release.size}", "{{whatever.that.is}}"] }',
    '  - { on: [release.new], to: [there], lines: [] }',
    '  - { on: [release.new] }',
  ];
  expect(await problemsOf({ 'alerts.yaml': alerts.join('\n') })).toEqual([
    'alerts.yaml:4:33 templates.0.title: Unknown placeholder "{{release.nam}}". Did you mean "release.name"?',
    'alerts.yaml:4:76 templates.0.lines.0: A "{{" or "}}" is left alone: a placeholder is {{release.name}}',
    'alerts.yaml:4:95 templates.0.lines.1: Unknown placeholder "{{whatever.that.is}}". docs/operations.md lists them',
    expect.stringContaining('templates.1.to.0: Unknown channel "there"'),
    'alerts.yaml:6:5 templates.2: It says nothing: write a "title", "lines", or both',
  ]);
  const good = [
    ...alerts.slice(0, 3),
    '  - { on: ["*"], to: [here], language: zh-CN, title: "{{ release.name }}" }',
  ];
  expect((await load({ 'alerts.yaml': good.join('\n') })).templates).toEqual([
    { on: ['*'], to: ['here'], language: 'zh-CN', title: '{{ release.name }}' },
  ]);
});
