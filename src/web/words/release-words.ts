import type { Language } from '../../alerts/language.ts';
import type { Lifecycle, RepoRole } from '../../domain/catalog.ts';
import type { OperatorNote } from '../../domain/operator-decisions.ts';
import type { Statement } from '../../domain/signals/signal.ts';

/** What the page of a release says. */
export interface ReleaseWords {
  readonly by: (lab: string) => string;
  readonly released: string;
  readonly firstSeen: string;
  readonly lifecycles: Readonly<Record<Lifecycle, string>>;
  readonly roles: Readonly<Record<RepoRole, string>>;
  readonly decisions: Readonly<Record<OperatorNote['what'], (of: string) => string>>;
  readonly decidedBy: (who: string) => string;
  readonly noWeights: string;
  readonly weightsNotSeen: string;
  readonly sections: {
    readonly facts: string;
    readonly disputes: string;
    readonly models: string;
    readonly repos: string;
    readonly timeline: string;
    readonly first: string;
    readonly told: string;
    readonly claims: string;
  };
  readonly factsCaption: string;
  readonly columns: {
    readonly what: string;
    readonly value: string;
    readonly why: string;
    readonly source: string;
    readonly model: string;
    readonly role: string;
    readonly size: string;
    readonly context: string;
    readonly repos: string;
    readonly quantization: string;
    readonly says: string;
    readonly of: string;
    readonly seen: string;
  };
  readonly noFacts: string;
  readonly held: string;
  readonly nothingHeld: string;
  readonly against: string;
  readonly refuted: (why: string) => string;
  readonly original: string;
  readonly notListed: string;
  readonly reposShown: (shown: number, total: number) => string;
  readonly happened: Readonly<Record<string, string>>;
  readonly statements: Readonly<Record<Statement, string>>;
  readonly earlier: (count: number) => string;
  readonly firstBy: (who: string, moment: string, lead: string) => string;
  readonly firstUndecided: (among: string, within: string | null) => string;
  readonly firstAlone: string;
  readonly nothingTold: string;
  readonly claimsIntro: (claims: number, sources: number) => string;
  readonly claimsMore: (shown: number) => string;
  readonly noLonger: string;
  readonly asData: string;
}

export const releaseWords: Readonly<Record<Language, ReleaseWords>> = {
  en: {
    by: (lab) => `by ${lab}`,
    released: 'Released',
    firstSeen: 'First seen',
    lifecycles: {
      planned: 'Planned',
      preview: 'Preview',
      active: 'Active',
      discontinued: 'Discontinued',
      cancelled: 'Cancelled',
    },
    roles: { base: 'base', chat: 'chat', thinking: 'thinking', other: 'other' },
    decisions: {
      merge: (of) => `An operator decided that ${of} belongs to it`,
      split: (of) => `An operator decided that ${of} is a release of its own`,
      rename: (of) => `An operator gave it this name; its repos say ${of}`,
      hide: () => 'An operator hides it: it is neither listed nor told',
    },
    decidedBy: (who) => `by ${who}`,
    noWeights: 'There are no weights yet.',
    weightsNotSeen: 'Its weights were not seen yet.',
    sections: {
      facts: 'Facts',
      disputes: 'Disputed',
      models: 'Models',
      repos: 'Repos, by size and quantisation',
      timeline: 'What happened',
      first: 'Who was first',
      told: 'What was told',
      claims: 'Everything that is said of it',
    },
    factsCaption: 'What is believed of the release as a whole, and why',
    columns: {
      what: 'Fact',
      value: 'Value',
      why: 'Why it is believed',
      source: 'Source',
      model: 'Model',
      role: 'Role',
      size: 'Size',
      context: 'Context',
      repos: 'Repos',
      quantization: 'Quantisation',
      says: 'Says',
      of: 'Of',
      seen: 'First seen',
    },
    noFacts: 'Nothing is known of it beyond its name yet.',
    held: 'Believed',
    nothingHeld: 'Nothing that is said of it can be true.',
    against: 'Against it',
    refuted: (why) => `cannot be: ${why}`,
    original: 'as published',
    notListed: 'No repo of it was seen.',
    reposShown: (shown, total) => `${shown} of ${total} repos; the API has all of them.`,
    happened: {
      'repo.baselined': 'Repo was there at the first look',
      'repo.added': 'Repo appeared',
      'repo.changed': 'Repo changed',
      'repo.renamed': 'Repo renamed',
      'repo.recreated': 'Repo made again',
      'repo.gated': 'Access changed',
      'repo.missing': 'Repo not shown any more',
      'repo.removed': 'Repo removed',
      'repo.returned': 'Repo back',
      'belief.changed': 'Believed otherwise',
    },
    statements: {
      released: 'Says it is released',
      'open-weights': 'Says its weights are public',
      available: 'Says it can be used',
      announced: 'Says it is announced',
      planned: 'Says it is planned',
      mentioned: 'Speaks of it',
    },
    earlier: (count) => `Show ${count === 1 ? 'one earlier happening' : `${count} earlier happenings`}`,
    firstBy: (who, moment, lead) => `${who} had it first, ${moment}, by ${lead} or more.`,
    firstUndecided: (among, within) =>
      `Undecided${within === null ? '' : ` within ${within}`}: ${among}. Each was looked at too seldom to tell them apart.`,
    firstAlone: 'Only one place had it, so there is nobody to compare.',
    nothingTold: 'Nothing was told of it: it was there before watching began, or no rule asks for it.',
    claimsIntro: (claims, sources) =>
      `${claims === 1 ? '1 claim' : `${claims} claims`} of ${sources === 1 ? '1 source' : `${sources} sources`}`,
    claimsMore: (shown) => `The first ${shown} are shown; the API has all of them.`,
    noLonger: 'no longer said',
    asData: 'This release as JSON',
  },
  'zh-CN': {
    by: (lab) => lab,
    released: '发布日期',
    firstSeen: '首次发现',
    lifecycles: {
      planned: '计划中',
      preview: '预览',
      active: '可用',
      discontinued: '已停用',
      cancelled: '已取消',
    },
    roles: { base: '基座', chat: '对话', thinking: '推理', other: '其他' },
    decisions: {
      merge: (of) => `运营者认定 ${of} 属于本发布`,
      split: (of) => `运营者认定 ${of} 是单独的发布`,
      rename: (of) => `名称由运营者给出，仓库中的名称为 ${of}`,
      hide: () => '运营者已将其隐藏：既不列出，也不提醒',
    },
    decidedBy: (who) => `决定者：${who}`,
    noWeights: '尚无权重。',
    weightsNotSeen: '尚未看到权重。',
    sections: {
      facts: '事实',
      disputes: '存疑',
      models: '模型',
      repos: '仓库（按规模与量化）',
      timeline: '经过',
      first: '谁最先',
      told: '已发出的提醒',
      claims: '所有说法',
    },
    factsCaption: '对整个发布所采信的内容及理由',
    columns: {
      what: '项目',
      value: '内容',
      why: '采信理由',
      source: '来源',
      model: '模型',
      role: '用途',
      size: '规模',
      context: '上下文',
      repos: '仓库',
      quantization: '量化',
      says: '说法',
      of: '对象',
      seen: '首次发现',
    },
    noFacts: '除名称之外，目前一无所知。',
    held: '采信',
    nothingHeld: '现有说法都不可能属实。',
    against: '不同说法',
    refuted: (why) => `不可能：${why}`,
    original: '原始权重',
    notListed: '没有看到它的仓库。',
    reposShown: (shown, total) => `共 ${total} 个仓库，显示 ${shown} 个；API 提供全部。`,
    happened: {
      'repo.baselined': '首次查看时仓库已存在',
      'repo.added': '出现仓库',
      'repo.changed': '仓库有改动',
      'repo.renamed': '仓库改名',
      'repo.recreated': '仓库重建',
      'repo.gated': '访问权限变化',
      'repo.missing': '仓库不再显示',
      'repo.removed': '仓库下架',
      'repo.returned': '仓库恢复',
      'belief.changed': '采信内容有变',
    },
    statements: {
      released: '称已发布',
      'open-weights': '称权重已公开',
      available: '称可以使用',
      announced: '称已公布',
      planned: '称在计划中',
      mentioned: '提及',
    },
    earlier: (count) => `显示更早的 ${count} 条`,
    firstBy: (who, moment, lead) => `${who} 最先，${moment}，至少早 ${lead}。`,
    firstUndecided: (among, within) =>
      `${within === null ? '' : `在 ${within}之内`}无法判定：${among}。各处查看的间隔不足以分出先后。`,
    firstAlone: '只有一处出现，无从比较。',
    nothingTold: '没有发出提醒：监测开始之前它已存在，或者没有规则要求提醒。',
    claimsIntro: (claims, sources) => `${claims} 条说法，来自 ${sources} 个来源`,
    claimsMore: (shown) => `显示前 ${shown} 条；API 提供全部。`,
    noLonger: '现已不再这样说',
    asData: '以 JSON 查看本发布',
  },
};
