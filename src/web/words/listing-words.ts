import type { Language } from '../../alerts/language.ts';
import type { ReleaseOrder } from '../../domain/release-query.ts';
import type { QuestionField, QuestionProblem } from '../../domain/release-question.ts';

/** What lists of releases say: filters, columns, paging, and how a list is empty. */
export interface ListingWords {
  readonly filters: string;
  readonly moreFilters: string;
  readonly show: string;
  readonly reset: string;
  readonly any: string;
  readonly fields: Readonly<Record<QuestionField, string>>;
  readonly textHint: string;
  readonly kinds: {
    readonly usual: string;
    readonly llm: string;
    readonly vlm: string;
    readonly other: string;
    readonly unknown: string;
    readonly all: string;
  };
  readonly sizes: Readonly<Record<string, string>>;
  readonly contexts: Readonly<Record<string, string>>;
  readonly periods: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<'open-weights' | 'api-only' | 'announced' | 'removed', string>>;
  readonly problem: (problem: QuestionProblem, field: string) => string;
  readonly problemsTitle: string;
  readonly shown: (shown: number, total: number) => string;
  readonly pages: string;
  readonly newer: string;
  readonly older: string;
  readonly next: string;
  readonly previous: string;
  readonly cursorGone: string;
  readonly first: string;
  readonly nothingFits: { readonly title: string; readonly advice: string };
  readonly nothingYet: { readonly title: string; readonly advice: string };
  readonly columns: Readonly<Record<ReleaseOrder, string>>;
  readonly sortBy: (column: string) => string;
  readonly disputed: string;
  readonly disputedHint: string;
  readonly sources: (count: number) => string;
  readonly signals: (count: number) => string;
  readonly repos: (count: number) => string;
  readonly models: (count: number) => string;
  readonly othersUnstated: (count: number) => string;
  readonly notStated: string;
  readonly ownLicence: string;
  readonly asFeed: string;
}

export const listingWords: Readonly<Record<Language, ListingWords>> = {
  en: {
    filters: 'Which releases',
    moreFilters: 'More filters',
    show: 'Show',
    reset: 'Clear',
    any: 'Any',
    fields: {
      lab: 'Lab',
      kind: 'Kind',
      status: 'Status',
      lifecycle: 'Lifecycle',
      parameters: 'Size',
      active: 'Active parameters',
      context: 'Context',
      license: 'Licence',
      modality: 'Reads',
      openness: 'Openness',
      since: 'Period',
      until: 'Until',
      plans: 'Plans',
      text: 'Name',
      order: 'Order',
    },
    textHint: 'release, family or repo',
    kinds: {
      usual: 'Language models',
      llm: 'Text only',
      vlm: 'Multimodal',
      other: 'Other models',
      unknown: 'Not known yet',
      all: 'All kinds',
    },
    sizes: {
      '..4B': 'up to 4B',
      '4B..15B': '4B to 15B',
      '15B..75B': '15B to 75B',
      '75B..250B': '75B to 250B',
      '250B..': '250B and more',
    },
    contexts: { '128K..': '128K and more', '256K..': '256K and more', '1M..': '1M and more' },
    periods: {
      '7d': 'The last 7 days',
      '30d': 'The last 30 days',
      '90d': 'The last 90 days',
      '365d': 'The last year',
    },
    statuses: {
      'open-weights': 'Open weights',
      'api-only': 'API only',
      announced: 'Announced',
      removed: 'Removed',
    },
    problem: ({ reason, typed, nearest, expected }, field) => {
      const meant = nearest === null ? '' : ` Did you mean “${nearest}”?`;
      const known =
        nearest === null && expected.length > 0 && expected.length <= 24
          ? ` Known: ${expected.join(', ')}.`
          : '';
      switch (reason) {
        case 'unknown-value':
          return `${field}: “${typed}” is not known.${meant}${known}`;
        case 'unknown-lab':
          return `There is no lab “${typed}”.${meant || ' The page of labs lists them.'}`;
        case 'no-amount':
          return `${field}: “${typed}” is no amount. Write 7B, 7B..70B, 100B.., ..4B or 128K..`;
        case 'no-moment':
          return `${field}: “${typed}” is no date. Write 2025, 2025-07, 2025-07-11 or 7d.`;
        case 'too-long':
          return `${field}: that is too much at once.`;
      }
    },
    problemsTitle: 'Not all of this was understood; the rest is shown.',
    shown: (shown, total) =>
      total === 0
        ? 'No releases'
        : shown === total
          ? total === 1
            ? '1 release'
            : `${total.toLocaleString('en-US')} releases`
          : `${shown} of ${total.toLocaleString('en-US')} releases`,
    pages: 'More pages',
    newer: 'Newer',
    older: 'Older',
    next: 'Next page',
    previous: 'Previous page',
    cursorGone: 'That page belongs to another list. This is the first page of the one you asked for.',
    first: 'First page',
    nothingFits: {
      title: 'No release fits',
      advice: 'Ask for less at once: take out a filter, or look at a longer period.',
    },
    nothingYet: {
      title: 'Nothing was seen yet',
      advice:
        'The first look at each source takes a few minutes after the start. The page of sources shows how far it has come.',
    },
    columns: {
      released: 'Released',
      name: 'Release',
      lab: 'Lab',
      kind: 'Kind',
      parameters: 'Parameters',
      active: 'Active',
      context: 'Context',
      license: 'Licence',
      repos: 'Repos',
      signals: 'Signals',
    },
    sortBy: (column) => `Sort by ${column}`,
    disputed: 'disputed',
    disputedHint: 'Sources contradict each other; the release’s page shows both sides.',
    sources: (count) => (count === 1 ? '1 source' : `${count} sources agree`),
    signals: (count) => (count === 1 ? '1 signal' : `${count} signals`),
    repos: (count) => (count === 1 ? '1 repo' : `${count} repos`),
    models: (count) => (count === 1 ? '1 model' : `${count} models`),
    othersUnstated: (count) => `${count} more not stated`,
    notStated: 'not stated',
    ownLicence: 'own licence',
    asFeed: 'This list as a feed:',
  },
  'zh-CN': {
    filters: '筛选',
    moreFilters: '更多条件',
    show: '显示',
    reset: '清除',
    any: '不限',
    fields: {
      lab: '实验室',
      kind: '类型',
      status: '状态',
      lifecycle: '生命周期',
      parameters: '规模',
      active: '激活参数',
      context: '上下文',
      license: '许可证',
      modality: '可读内容',
      openness: '开放程度',
      since: '时间范围',
      until: '截至',
      plans: '计划',
      text: '名称',
      order: '排序',
    },
    textHint: '发布、系列或仓库',
    kinds: {
      usual: '语言模型',
      llm: '纯文本',
      vlm: '多模态',
      other: '其他模型',
      unknown: '尚不明确',
      all: '所有类型',
    },
    sizes: {
      '..4B': '4B 及以下',
      '4B..15B': '4B 至 15B',
      '15B..75B': '15B 至 75B',
      '75B..250B': '75B 至 250B',
      '250B..': '250B 及以上',
    },
    contexts: { '128K..': '128K 及以上', '256K..': '256K 及以上', '1M..': '1M 及以上' },
    periods: { '7d': '最近 7 天', '30d': '最近 30 天', '90d': '最近 90 天', '365d': '最近一年' },
    statuses: {
      'open-weights': '开放权重',
      'api-only': '仅提供 API',
      announced: '已公布',
      removed: '已下架',
    },
    problem: ({ reason, typed, nearest, expected }, field) => {
      const meant = nearest === null ? '' : `是否指“${nearest}”？`;
      const known =
        nearest === null && expected.length > 0 && expected.length <= 24
          ? `可选：${expected.join('、')}。`
          : '';
      switch (reason) {
        case 'unknown-value':
          return `${field}：没有“${typed}”。${meant}${known}`;
        case 'unknown-lab':
          return `没有实验室“${typed}”。${meant || '实验室页面列出了全部。'}`;
        case 'no-amount':
          return `${field}：“${typed}”不是数量。请写作 7B、7B..70B、100B..、..4B 或 128K..`;
        case 'no-moment':
          return `${field}：“${typed}”不是日期。请写作 2025、2025-07、2025-07-11 或 7d。`;
        case 'too-long':
          return `${field}：一次要求的内容过多。`;
      }
    },
    problemsTitle: '部分条件无法理解，以下按其余条件显示。',
    shown: (shown, total) =>
      total === 0
        ? '没有发布'
        : shown === total
          ? `共 ${total.toLocaleString('zh-CN')} 个发布`
          : `显示 ${shown} 个，共 ${total.toLocaleString('zh-CN')} 个发布`,
    pages: '翻页',
    newer: '更新的',
    older: '更早的',
    next: '下一页',
    previous: '上一页',
    cursorGone: '那一页属于另一个列表。以下是当前列表的第一页。',
    first: '第一页',
    nothingFits: { title: '没有符合条件的发布', advice: '请减少条件，或者查看更长的时间范围。' },
    nothingYet: {
      title: '还没有看到任何内容',
      advice: '启动之后，首次查看每个来源需要几分钟。来源页面会显示进度。',
    },
    columns: {
      released: '发布日期',
      name: '发布',
      lab: '实验室',
      kind: '类型',
      parameters: '参数',
      active: '激活',
      context: '上下文',
      license: '许可证',
      repos: '仓库',
      signals: '信号',
    },
    sortBy: (column) => `按${column}排序`,
    disputed: '存疑',
    disputedHint: '各来源说法不一，发布页面列出双方说法。',
    sources: (count) => (count === 1 ? '1 个来源' : `${count} 个来源一致`),
    signals: (count) => `${count} 个信号`,
    repos: (count) => `${count} 个仓库`,
    models: (count) => `${count} 个模型`,
    othersUnstated: (count) => `另有 ${count} 个未公布`,
    notStated: '未注明',
    ownLicence: '自有许可证',
    asFeed: '订阅本列表：',
  },
};
