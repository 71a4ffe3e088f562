import type { Language } from '../../alerts/language.ts';

export interface LabWords {
  readonly title: string;
  readonly intro: (labs: number, watched: number) => string;
  readonly none: { readonly title: string; readonly advice: string };
  readonly caption: string;
  readonly unwatchedTitle: string;
  readonly unwatchedCaption: string;
  readonly columns: {
    readonly lab: string;
    readonly partOf: string;
    readonly releases: string;
    readonly repos: string;
    readonly newest: string;
    readonly why: string;
  };
  readonly alsoKnown: (names: string) => string;
  readonly partOf: string;
  readonly holds: string;
  readonly organizations: string;
  readonly families: string;
  readonly unwatched: (why: string) => string;
  readonly over: string;
  readonly monthsCaption: (months: number) => string;
  readonly month: string;
  readonly asTable: string;
  readonly inMonth: (month: string, count: number) => string;
  readonly latest: string;
  readonly allReleases: (count: number) => string;
  readonly noReleases: { readonly title: string; readonly advice: string };
  readonly facts: string;
  readonly factsCaption: string;
  readonly lines: (family: string) => string;
  readonly said: string;
  readonly nothingSaid: string;
  readonly sources: string;
  readonly noSources: string;
}

export const labWords: Readonly<Record<Language, LabWords>> = {
  en: {
    title: 'Labs',
    intro: (labs, watched) => `${labs} labs, ${watched} of them watched, those with most releases first.`,
    none: {
      title: 'No labs are configured',
      advice: 'Write some into labs.yaml; only an id and a name are needed.',
    },
    caption: 'Labs that are watched',
    unwatchedTitle: 'Known, and not watched',
    unwatchedCaption: 'Labs that are not watched, and why',
    columns: {
      lab: 'Lab',
      partOf: 'Part of',
      releases: 'Releases',
      repos: 'Repos',
      newest: 'Newest language model',
      why: 'Why',
    },
    alsoKnown: (names) => `Also known as ${names}`,
    partOf: 'Part of',
    holds: 'To it belong',
    organizations: 'Organizations',
    families: 'Lines of models',
    unwatched: (why) => `Nothing of it is watched: ${why}`,
    over: 'Releases over time',
    monthsCaption: (months) => `Releases in each of the last ${months} months`,
    month: 'Month',
    asTable: 'As a table',
    inMonth: (month, count) => `${month}: ${count}`,
    latest: 'Latest releases',
    allReleases: (count) =>
      count === 1 ? 'Its release in the catalog' : `All ${count} releases in the catalog`,
    noReleases: {
      title: 'No release of it is known',
      advice: 'Something may be out that no source shows, or it has not released anything yet.',
    },
    facts: 'Facts',
    factsCaption: 'What is believed of the lab, and why',
    lines: (family) => `The line ${family}`,
    said: 'What was said of it',
    nothingSaid: 'No other news of it was seen yet.',
    sources: 'Pages and feeds that are watched',
    noSources: 'No source is of this lab alone; feeds about all labs may speak of it.',
  },
  'zh-CN': {
    title: '实验室',
    intro: (labs, watched) => `共 ${labs} 个实验室，其中 ${watched} 个正在监测，按发布数量排列。`,
    none: { title: '没有配置实验室', advice: '请写入 labs.yaml，只需 id 和名称。' },
    caption: '正在监测的实验室',
    unwatchedTitle: '已知但未监测',
    unwatchedCaption: '未监测的实验室及原因',
    columns: {
      lab: '实验室',
      partOf: '隶属',
      releases: '发布',
      repos: '仓库',
      newest: '最新语言模型',
      why: '原因',
    },
    alsoKnown: (names) => `又名 ${names}`,
    partOf: '隶属',
    holds: '下属',
    organizations: '机构账号',
    families: '模型系列',
    unwatched: (why) => `未作监测：${why}`,
    over: '发布历程',
    monthsCaption: (months) => `最近 ${months} 个月每月的发布数`,
    month: '月份',
    asTable: '以表格查看',
    inMonth: (month, count) => `${month}：${count}`,
    latest: '最新发布',
    allReleases: (count) => `在目录中查看全部 ${count} 个发布`,
    noReleases: { title: '没有已知的发布', advice: '可能有来源未显示的发布，或者它尚未发布任何内容。' },
    facts: '事实',
    factsCaption: '对该实验室所采信的内容及理由',
    lines: (family) => `${family} 系列`,
    said: '相关报道',
    nothingSaid: '还没有看到与发布无关的报道。',
    sources: '正在监测的页面和订阅源',
    noSources: '没有只属于该实验室的来源；面向所有实验室的订阅源可能会提到它。',
  },
};
