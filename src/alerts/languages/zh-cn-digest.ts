import type { DigestPhrases } from './digest-phrases.ts';

export const chineseDigest: DigestPhrases = {
  title: (releases, labs, from, to) =>
    `中国大模型动态（${from}至 ${to}）：${
      releases === 0
        ? '无新发布'
        : `${labs > 1 ? `${amount(labs)} 家机构` : ''}${labs > 1 ? '的 ' : ''}${amount(releases)} 项发布`
    }`,
  parts: {
    releases: '新发布',
    arrived: '此前已有消息，现已发布',
    planned: '即将发布',
    extended: '已有发布的新增模型',
    disputes: '来源分歧',
    corrections: '对以往简报的更正',
    changes: '价格、许可证与生命周期变化',
    news: '机构动态',
  },
  columns: {
    release: '发布',
    size: '规模',
    context: '上下文',
    licence: '许可证',
    what: '类型',
    day: '日期',
  },
  nothing: '本期没有值得报告的内容。',
  more: (count) => `另有 ${amount(count)} 项`,
  first: (release, who, lead) => `${release}：${who} 最早发布${lead === null ? '' : `，领先 ${lead}`}`,
  firstUndecided: (release, among, within) =>
    `${release}：最早发布者未定（${among}${within === null ? '' : `，相差不超过 ${within}`}）`,
  quotedBy: (release, quote, source) => `${release}：“${quote}”（${source}）`,
  arrived: (release, as, since) => {
    const words = { planned: '列入计划', announced: '公布', available: '上线' }[as];
    return `${release}：${since === null ? '' : `${since}`}已${words}`;
  },
  said: (release, quote, source) => `${release}：“${quote}”（${source}）`,
  extended: (release, models) => `${release}：${models}`,
  dispute: (subject, attribute, believed, against) =>
    `${subject}，${attribute}：${believed === null ? '暂无可信说法' : `采信 ${believed}`}；另有 ${against}`,
  // Why something is believed is known in English words alone.
  because: (value, source) => (source === '' ? value : `${value}（${source}）`),
  toldOn: (line, day) => `${line}（曾于 ${day}报道）`,
  changed: (subject, attribute, is, was, source) =>
    `${subject}，${attribute}：现为 ${is}，此前为 ${was}${source === '' ? '' : `（${source}）`}`,
  newsItem: (lab, title, publisher, day) => `${lab}：${title}（${publisher}，${day}）`,
};

function amount(count: number): string {
  return count.toLocaleString('zh-CN');
}
