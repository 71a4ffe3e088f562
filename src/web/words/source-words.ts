import type { Language } from '../../alerts/language.ts';
import type { PollOutcome } from '../../pipeline/poll-source.ts';
import type { SourceView } from '../../pipeline/view-sources.ts';

export interface SourceWords {
  readonly title: string;
  readonly intro: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<SourceView['state'], string>>;
  /** What a state means, in half a sentence; null where the word says it all. */
  readonly meaning: {
    readonly since: (span: string) => string;
    readonly times: (count: number) => string;
    readonly parked: (until: string) => string;
    readonly suspect: string;
    readonly silent: string;
    readonly never: string;
  };
  readonly none: { readonly title: string; readonly advice: string };
  readonly noneSo: { readonly title: string; readonly advice: string };
  readonly columns: {
    readonly source: string;
    readonly lab: string;
    readonly state: string;
    readonly lastGood: string;
    readonly next: string;
    readonly rhythm: string;
    readonly shows: string;
    readonly look: string;
  };
  readonly caption: (kind: string, count: number) => string;
  readonly counts: (parts: readonly string[]) => string;
  readonly count: (count: number, state: string) => string;
  readonly filter: string;
  readonly allStates: string;
  readonly ago: (span: string) => string;
  readonly in: (span: string) => string;
  readonly due: string;
  readonly now: string;
  readonly every: (span: string) => string;
  readonly seconds: (count: number) => string;
  readonly shows: Readonly<Record<string, (count: number) => string>>;
  readonly look: string;
  readonly lookAt: (source: string) => string;
  readonly signInToLook: string;
  readonly outcome: {
    readonly title: (sources: string) => string;
    readonly running: string;
    readonly again: string;
    readonly lost: string;
    readonly failed: (message: string) => string;
    readonly line: (id: string, outcome: string, detail: string) => string;
    readonly outcomes: Readonly<Record<PollOutcome, string>>;
    readonly seen: (observations: number, events: number) => string;
    readonly alerts: (count: number) => string;
    readonly deliveries: (sent: number, failed: number, pending: number) => string;
    readonly tooMany: string;
    readonly unknown: string;
  };
}

export const sourceWords: Readonly<Record<Language, SourceWords>> = {
  en: {
    title: 'Sources',
    intro: 'Every place that is looked at, what needs somebody first. Nothing is ever given up.',
    kinds: {
      'huggingface-org': 'Organizations on Hugging Face',
      'wikipedia-page': 'Pages of Wikipedia',
      feed: 'Feeds',
      'web-page': 'Web pages',
      'json-api': 'Lists of APIs',
    },
    states: {
      gone: 'gone',
      failing: 'failing',
      suspect: 'suspect',
      silent: 'silent',
      parked: 'parked',
      never: 'not looked at yet',
      ok: 'well',
    },
    meaning: {
      since: (span) => `for ${span}`,
      times: (count) => `${count} times`,
      parked: (until) => `by a rate limit until ${until}`,
      suspect: 'it suddenly shows nothing, or much less; removals are not counted',
      silent: 'for longer than its own rhythm explains',
      never: 'its first look is due',
    },
    none: {
      title: 'No source is configured',
      advice: 'Write some into sources.yaml: with none, nothing is looked at.',
    },
    noneSo: {
      title: 'No source is in this state',
      advice: 'That is good news for most states. All sources are one click away.',
    },
    columns: {
      source: 'Source',
      lab: 'Lab',
      state: 'State',
      lastGood: 'Last good look',
      next: 'Next look',
      rhythm: 'Rhythm',
      shows: 'Shows',
      look: 'Look',
    },
    caption: (kind, count) => `${kind}: ${count}`,
    counts: (parts) => parts.join(', '),
    count: (count, state) => `${count} ${state}`,
    filter: 'Sources by state',
    allStates: 'all',
    ago: (span) => `${span} ago`,
    in: (span) => `in ${span}`,
    due: 'due',
    now: 'now',
    every: (span) => `every ${span}`,
    seconds: (count) => (count === 1 ? '1 second' : `${count} seconds`),
    shows: {
      repos: (count) => (count === 1 ? '1 repo' : `${count} repos`),
      items: (count) => (count === 1 ? '1 item' : `${count} items`),
      rows: (count) => (count === 1 ? '1 row' : `${count} rows`),
    },
    look: 'Look now',
    lookAt: (source) => `Look now at ${source}`,
    signInToLook: 'Sign in with a token that may write to look now.',
    outcome: {
      title: (sources) => `A look at ${sources}`,
      running: 'It is under way; a slow source may take a minute.',
      again: 'See how it stands',
      lost: 'The process that did it ended before it was through. Look again.',
      failed: (message) => `It failed: ${message}.`,
      line: (id, outcome, detail) => `${id}: ${outcome}${detail === '' ? '' : `; ${detail}`}`,
      outcomes: {
        changed: 'something new',
        unchanged: 'nothing new',
        baselined: 'looked at for the first time',
        suspect: 'suspect: suddenly nothing, or much less',
        failed: 'failed',
        parked: 'parked by a rate limit',
        skipped: 'skipped: another process looks at it',
      },
      seen: (observations, events) =>
        `${observations === 1 ? '1 thing' : `${observations} things`} shown, ${events === 1 ? '1 change' : `${events} changes`}`,
      alerts: (count) =>
        count === 0 ? 'Nothing was worth an alert.' : count === 1 ? '1 new alert.' : `${count} new alerts.`,
      deliveries: (sent, failed, pending) =>
        `Deliveries: ${sent} sent, ${failed} failed, ${pending} waiting.`,
      tooMany: 'Other looks are under way. Ask again when they have ended.',
      unknown: 'There is no such source, or it was renamed.',
    },
  },
  'zh-CN': {
    title: '来源',
    intro: '正在查看的每个来源，需要处理的排在前面。任何来源都不会被放弃。',
    kinds: {
      'huggingface-org': 'Hugging Face 机构',
      'wikipedia-page': '维基百科页面',
      feed: '订阅源',
      'web-page': '网页',
      'json-api': '接口列表',
    },
    states: {
      gone: '已失效',
      failing: '持续失败',
      suspect: '可疑',
      silent: '沉寂',
      parked: '暂停',
      never: '尚未查看',
      ok: '正常',
    },
    meaning: {
      since: (span) => `已 ${span}`,
      times: (count) => `${count} 次`,
      parked: (until) => `受访问频率限制，至 ${until}`,
      suspect: '突然没有内容或大幅减少；暂不计为下架',
      silent: '时间超出其自身的更新规律',
      never: '等待首次查看',
    },
    none: { title: '没有配置来源', advice: '请在 sources.yaml 中写入来源，否则不会查看任何内容。' },
    noneSo: { title: '没有处于该状态的来源', advice: '对多数状态而言这是好消息。点击即可查看全部来源。' },
    columns: {
      source: '来源',
      lab: '实验室',
      state: '状态',
      lastGood: '上次成功',
      next: '下次查看',
      rhythm: '频率',
      shows: '内容',
      look: '查看',
    },
    caption: (kind, count) => `${kind}：${count}`,
    counts: (parts) => parts.join('，'),
    count: (count, state) => `${state} ${count}`,
    filter: '按状态筛选',
    allStates: '全部',
    ago: (span) => `${span}前`,
    in: (span) => `${span}后`,
    due: '即将',
    now: '现在',
    every: (span) => `每 ${span}`,
    seconds: (count) => `${count} 秒`,
    shows: {
      repos: (count) => `${count} 个仓库`,
      items: (count) => `${count} 条`,
      rows: (count) => `${count} 行`,
    },
    look: '立即查看',
    lookAt: (source) => `立即查看 ${source}`,
    signInToLook: '用可操作的令牌登录后，可以立即查看。',
    outcome: {
      title: (sources) => `查看 ${sources}`,
      running: '正在进行；较慢的来源可能需要一分钟。',
      again: '刷新进度',
      lost: '执行查看的进程中途结束。请重新查看。',
      failed: (message) => `失败：${message}。`,
      line: (id, outcome, detail) => `${id}：${outcome}${detail === '' ? '' : `；${detail}`}`,
      outcomes: {
        changed: '有新内容',
        unchanged: '没有新内容',
        baselined: '首次查看',
        suspect: '可疑：突然没有内容或大幅减少',
        failed: '失败',
        parked: '受访问频率限制，暂停',
        skipped: '已跳过：另一进程正在查看',
      },
      seen: (observations, events) => `显示 ${observations} 项，变化 ${events} 处`,
      alerts: (count) => (count === 0 ? '没有值得提醒的内容。' : `新提醒 ${count} 条。`),
      deliveries: (sent, failed, pending) => `投递：已送达 ${sent}，失败 ${failed}，等待 ${pending}。`,
      tooMany: '其他查看正在进行。请待其结束后再试。',
      unknown: '没有这个来源，或者已经改名。',
    },
  },
};
