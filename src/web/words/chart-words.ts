import type { Language } from '../../alerts/language.ts';

/** What one chart says. */
export interface OneChartWords {
  readonly title: string;
  readonly about: string;
  readonly description: string;
}

export interface ChartWords {
  readonly title: string;
  readonly intro: string;
  readonly counted: (total: number) => string;
  readonly numbers: string;
  readonly releases: OneChartWords;
  readonly openness: OneChartWords;
  readonly parameters: OneChartWords;
  readonly context: OneChartWords;
  readonly licences: OneChartWords;
  readonly delays: OneChartWords;
  readonly others: string;
  readonly total: string;
  readonly month: string;
  readonly release: string;
  readonly lab: string;
  readonly day: string;
  readonly licence: string;
  readonly count: string;
  readonly source: string;
  readonly earlier: (count: number, month: string) => string;
  readonly sampled: (drawn: number, total: number) => string;
  readonly unstated: string;
  readonly rareLicences: (names: number) => string;
  readonly withWeights: string;
  readonly withoutWeights: string;
  readonly compared: (releases: number) => string;
  readonly delaySources: Readonly<Record<'hub' | 'lab' | 'outlet' | 'encyclopedia' | 'catalogue', string>>;
  readonly delayHead: {
    readonly shown: string;
    readonly first: string;
    readonly quarter: string;
    readonly half: string;
    readonly threeQuarters: string;
    readonly nineTenths: string;
  };
  readonly atOnce: string;
  readonly nothingStated: string;
  readonly nothingCompared: string;
}

export const chartWords: Readonly<Record<Language, ChartWords>> = {
  en: {
    title: 'Charts',
    intro: 'The catalog in pictures. Each stands above a table of its numbers, and follows the filters.',
    counted: (total) => (total === 1 ? 'Of 1 release' : `Of ${total.toLocaleString('en-US')} releases`),
    numbers: 'The numbers',
    releases: {
      title: 'Releases a month, by lab',
      about: 'By the month of their first public weights, else of the day that they are said to be of.',
      description: 'Stacked bars, one for each month, a colour for each of the labs with most releases.',
    },
    openness: {
      title: 'Open weights against API only',
      about: 'Releases a month, by whether their weights can be had.',
      description: 'Stacked bars, one for each month, a colour for each status.',
    },
    parameters: {
      title: 'Parameters over time',
      about: 'The largest model of each release that states its size. Each line is ten times the one below.',
      description:
        'A dot for each release: its day from left to right, its parameters upwards on a logarithmic scale.',
    },
    context: {
      title: 'Context over time',
      about:
        'The longest context of each release that states one, in tokens. Each line is four times the one below.',
      description:
        'A dot for each release: its day from left to right, its context upwards on a logarithmic scale.',
    },
    licences: {
      title: 'Licences',
      about: 'A release whose models have several licences counts with each.',
      description: 'A bar for each licence, the most common at the top.',
    },
    delays: {
      title: 'From the first sign to each source',
      about:
        'How long after a release was first seen anywhere each kind of source showed it. The box holds the middle half of the releases, its mark halves them, the line leaves out a tenth at either end.',
      description: 'A box for each kind of source, time from left to right on a logarithmic scale.',
    },
    others: 'Others',
    total: 'Total',
    month: 'Month',
    release: 'Release',
    lab: 'Lab',
    day: 'Day',
    licence: 'Licence',
    count: 'Releases',
    source: 'Source',
    earlier: (count, month) =>
      `${count.toLocaleString('en-US')} from before ${month} ${count === 1 ? 'is' : 'are'} not drawn.`,
    sampled: (drawn, total) =>
      `${drawn} of ${total.toLocaleString('en-US')} are drawn, evenly chosen over all of them.`,
    unstated: 'Not stated',
    rareLicences: (names) => (names === 1 ? '1 other licence' : `${names} other licences`),
    withWeights: 'Open weights',
    withoutWeights: 'No weights',
    compared: (releases) =>
      releases === 1
        ? '1 of the latest was shown by more than one kind of source.'
        : `${releases.toLocaleString('en-US')} of the latest were shown by more than one kind of source.`,
    delaySources: {
      hub: 'The hubs',
      lab: 'The lab itself',
      outlet: 'News outlets',
      encyclopedia: 'Wikipedia',
      catalogue: 'Catalogues',
    },
    delayHead: {
      shown: 'Releases',
      first: 'Was first',
      quarter: 'A quarter within',
      half: 'Half within',
      threeQuarters: 'Three quarters within',
      nineTenths: 'Nine tenths within',
    },
    atOnce: 'at once',
    nothingStated: 'None of these releases states it.',
    nothingCompared: 'None of these releases was shown by more than one kind of source since it is watched.',
  },
  'zh-CN': {
    title: '图表',
    intro: '以图表呈现目录。每张图下方都有对应的数据表，并随筛选条件变化。',
    counted: (total) => `共 ${total.toLocaleString('zh-CN')} 个发布`,
    numbers: '数据',
    releases: {
      title: '每月发布数（按实验室）',
      about: '按首次公开权重的月份统计；没有权重的，按所称的发布日期。',
      description: '堆叠柱状图，每月一根，发布最多的实验室各用一种颜色。',
    },
    openness: {
      title: '开放权重与仅提供 API',
      about: '每月发布数，按是否可以获得权重区分。',
      description: '堆叠柱状图，每月一根，每种状态一种颜色。',
    },
    parameters: {
      title: '参数规模的变化',
      about: '各发布中最大的模型（仅限注明规模的）。每条横线是下一条的十倍。',
      description: '每个发布一个点：横轴为日期，纵轴为参数量，对数刻度。',
    },
    context: {
      title: '上下文长度的变化',
      about: '各发布中最长的上下文，以 token 计（仅限注明的）。每条横线是下一条的四倍。',
      description: '每个发布一个点：横轴为日期，纵轴为上下文长度，对数刻度。',
    },
    licences: {
      title: '许可证',
      about: '若一个发布的模型使用多种许可证，每种都计入。',
      description: '每种许可证一根横条，最常见的在最上方。',
    },
    delays: {
      title: '从首个迹象到各类来源',
      about:
        '一个发布首次在任何地方出现之后，各类来源分别过了多久才显示。方框为居中一半的发布，框内竖线为中位数，横线两端各略去十分之一。',
      description: '每类来源一个方框，横轴为时间，对数刻度。',
    },
    others: '其他',
    total: '合计',
    month: '月份',
    release: '发布',
    lab: '实验室',
    day: '日期',
    licence: '许可证',
    count: '发布数',
    source: '来源',
    earlier: (count, month) => `${month}之前的 ${count.toLocaleString('zh-CN')} 个未画出。`,
    sampled: (drawn, total) => `共 ${total.toLocaleString('zh-CN')} 个，均匀选取其中 ${drawn} 个画出。`,
    unstated: '未注明',
    rareLicences: (names) => `其他 ${names} 种许可证`,
    withWeights: '开放权重',
    withoutWeights: '没有权重',
    compared: (releases) => `最近的发布中，有 ${releases.toLocaleString('zh-CN')} 个出现在一类以上的来源中。`,
    delaySources: {
      hub: '模型托管平台',
      lab: '实验室自己',
      outlet: '新闻媒体',
      encyclopedia: '维基百科',
      catalogue: '模型目录',
    },
    delayHead: {
      shown: '发布数',
      first: '最先显示',
      quarter: '四分之一不超过',
      half: '一半不超过',
      threeQuarters: '四分之三不超过',
      nineTenths: '十分之九不超过',
    },
    atOnce: '立即',
    nothingStated: '这些发布都没有注明。',
    nothingCompared: '自开始关注以来，这些发布都没有出现在一类以上的来源中。',
  },
};
