import type { Language } from '../../alerts/language.ts';
import type { AlertKind } from '../../domain/alert.ts';
import type { DeliveryRow } from '../../store/schema.ts';

/** What is said of alerts and of where they went. */
export interface AlertWords {
  readonly kinds: Readonly<Record<AlertKind, string>>;
  readonly states: Readonly<Record<DeliveryRow['state'], string>>;
  readonly title: string;
  readonly intro: string;
  readonly none: { readonly title: string; readonly advice: string };
  readonly caption: string;
  readonly columns: {
    readonly when: string;
    readonly kind: string;
    readonly alert: string;
    readonly went: string;
  };
  readonly attempts: (count: number) => string;
  readonly waits: (until: string) => string;
  readonly toldIn: string;
  readonly nowhere: string;
  readonly retry: string;
  readonly retryOf: (channel: string, title: string) => string;
  readonly retried: (count: number, channels: string) => string;
  readonly nothingToRetry: string;
  readonly signInToRetry: string;
  readonly paused: {
    readonly title: string;
    readonly line: (channel: string, since: string, next: string | null) => string;
  };
  readonly dead: (count: number) => string;
  readonly onlyDead: string;
  readonly all: string;
  readonly pages: string;
  readonly newer: string;
  readonly older: string;
  readonly previewLink: string;
  readonly preview: {
    readonly title: string;
    readonly intro: (most: number) => string;
    readonly any: string;
    readonly rule: string;
    readonly channel: string;
    readonly since: string;
    readonly show: string;
    readonly noRules: { readonly title: string; readonly advice: string };
    readonly noneSent: { readonly title: string; readonly advice: string };
    readonly route: (rule: string, channel: string, count: number) => string;
    readonly waits: string;
    readonly more: (count: number) => string;
    readonly message: (channel: string, type: string) => string;
    readonly badPeriod: string;
  };
}

export const alertWords: Readonly<Record<Language, AlertWords>> = {
  en: {
    kinds: {
      'release.announced': 'Announced',
      'release.available': 'Available',
      'release.new': 'New release',
      'release.extended': 'Extended',
      'release.updated': 'Updated',
      'release.corrected': 'Corrected',
      'release.removed': 'Removed',
      'lab.news': 'News of a lab',
      'lab.candidate': 'Unwatched labs',
      'source.failing': 'Source failing',
      'source.recovered': 'Source recovered',
      'source.gone': 'Source gone',
      'source.silent': 'Source silent',
      'channel.failing': 'Channel failing',
      'channel.recovered': 'Channel recovered',
      'catch-up': 'Catch-up',
      digest: 'Digest',
      welcome: 'Welcome',
    },
    states: {
      pending: 'waiting',
      sending: 'being sent',
      sent: 'sent',
      failed: 'failed, tried again',
      dead: 'not delivered',
      cancelled: 'cancelled',
    },
    title: 'Alerts',
    intro: 'What was told, where it went, and what could not be delivered.',
    none: {
      title: 'Nothing was told yet',
      advice:
        'What was there when watching began is never told. The preview shows what the rules would have sent of the past.',
    },
    caption: 'Alerts, newest first',
    columns: { when: 'When', kind: 'Kind', alert: 'Alert', went: 'Where it went' },
    attempts: (count) => (count === 1 ? '1 attempt' : `${count} attempts`),
    waits: (until) => `until ${until}`,
    toldIn: 'told among others in one message',
    nowhere: 'no rule asked for it',
    retry: 'Try again',
    retryOf: (channel, title) => `Try again: ${title}, to ${channel}`,
    retried: (count, channels) =>
      `${count === 1 ? 'One delivery' : `${count} deliveries`} to ${channels} will be tried again within moments.`,
    nothingToRetry:
      'There is nothing to try again: what was sent or cancelled stays so, what waits goes out by itself.',
    signInToRetry: 'Sign in with a token that may write to try again what was not delivered.',
    paused: {
      title: 'Channels that keep failing; what is for them waits',
      line: (channel, since, next) =>
        `${channel}: since ${since}${next === null ? '' : `, next try ${next}`}`,
    },
    dead: (count) => (count === 1 ? 'One delivery failed for good.' : `${count} deliveries failed for good.`),
    onlyDead: 'Only what was not delivered',
    all: 'All alerts',
    pages: 'More alerts',
    newer: 'Newer',
    older: 'Older',
    previewLink: 'Preview of the rules',
    preview: {
      title: 'Preview of the rules',
      intro: (most) =>
        `What each rule, as it is configured now, would have sent of the ${most} newest releases of that time, and how its channel writes it. Nothing is sent.`,
      any: 'Any',
      rule: 'Rule',
      channel: 'Channel',
      since: 'Since',
      show: 'Show',
      noRules: {
        title: 'No rule leads to a channel',
        advice: 'Rules stand in alerts.yaml: each says what is told, and to which channels.',
      },
      noneSent: {
        title: 'These rules would have sent nothing',
        advice: 'Look at a longer time, or see what the rule asks in alerts.yaml.',
      },
      route: (rule, channel, count) => `${rule} → ${channel}: ${count === 1 ? '1 alert' : `${count} alerts`}`,
      waits: 'waits: nobody says what the rule asks',
      more: (count) => `and ${count} more`,
      message: (channel, type) => `The newest, as ${channel} would be sent it (${type})`,
      badPeriod: 'That is no date. Write 2025, 2025-07, 2025-07-11 or 30d. The last 30 days are shown.',
    },
  },
  'zh-CN': {
    kinds: {
      'release.announced': '已公布',
      'release.available': '已上线',
      'release.new': '新发布',
      'release.extended': '新增型号',
      'release.updated': '有更新',
      'release.corrected': '更正',
      'release.removed': '已下架',
      'lab.news': '实验室新闻',
      'lab.candidate': '未监测的机构',
      'source.failing': '来源持续失败',
      'source.recovered': '来源恢复',
      'source.gone': '来源失效',
      'source.silent': '来源沉寂',
      'channel.failing': '渠道持续失败',
      'channel.recovered': '渠道恢复',
      'catch-up': '补报',
      digest: '摘要',
      welcome: '欢迎',
    },
    states: {
      pending: '等待中',
      sending: '发送中',
      sent: '已送达',
      failed: '失败，将重试',
      dead: '未能送达',
      cancelled: '已取消',
    },
    title: '提醒',
    intro: '提醒的内容、去向，以及未能送达的部分。',
    none: {
      title: '还没有发出提醒',
      advice: '监测开始时已存在的内容不会提醒。预览页面显示各规则对过往发布会发出什么。',
    },
    caption: '提醒，最新在前',
    columns: { when: '时间', kind: '类别', alert: '提醒', went: '去向' },
    attempts: (count) => `尝试 ${count} 次`,
    waits: (until) => `至 ${until}`,
    toldIn: '已合并在一条消息中',
    nowhere: '没有规则要求',
    retry: '重试',
    retryOf: (channel, title) => `重试：${title}，渠道 ${channel}`,
    retried: (count, channels) => `发往 ${channels} 的 ${count} 条提醒即将重试。`,
    nothingToRetry: '没有需要重试的内容：已送达或已取消的保持不变，等待中的会自行发出。',
    signInToRetry: '用可操作的令牌登录后，可以重试未送达的提醒。',
    paused: {
      title: '持续失败的渠道；发往它们的提醒正在等待',
      line: (channel, since, next) => `${channel}：自 ${since}${next === null ? '' : `，下次尝试 ${next}`}`,
    },
    dead: (count) => `${count} 条提醒最终未能送达。`,
    onlyDead: '只看未送达的',
    all: '全部提醒',
    pages: '翻页',
    newer: '更新的',
    older: '更早的',
    previewLink: '规则预览',
    preview: {
      title: '规则预览',
      intro: (most) =>
        `按当前配置，每条规则对该时段最新的 ${most} 个发布会发出什么，以及渠道会怎样书写。这里不会发送任何内容。`,
      any: '不限',
      rule: '规则',
      channel: '渠道',
      since: '起始时间',
      show: '显示',
      noRules: {
        title: '没有通往渠道的规则',
        advice: '规则写在 alerts.yaml 中：每条说明提醒什么、发往哪些渠道。',
      },
      noneSent: {
        title: '这些规则不会发出任何内容',
        advice: '请查看更长的时间范围，或检查 alerts.yaml 中规则的条件。',
      },
      route: (rule, channel, count) => `${rule} → ${channel}：${count} 条`,
      waits: '等待：规则所要求的内容无人说明',
      more: (count) => `另有 ${count} 条`,
      message: (channel, type) => `最新一条在 ${channel} 中的样子（${type}）`,
      badPeriod: '这不是日期。请写作 2025、2025-07、2025-07-11 或 30d。以下显示最近 30 天。',
    },
  },
};
