import type { ReleaseSubject, SourceMatter, ToldSource } from '../../domain/alert-subject.ts';
import type { Phrases, SourceSubject } from './phrases.ts';
import { shownName } from './shown-name.ts';
import { chineseDigest } from './zh-cn-digest.ts';
import { errorInChinese, mendingInChinese } from './zh-cn-errors.ts';

/**
 * As the technical press of China writes: parameters stay `671B`, which is what cards and model names say too, and cannot
 * be misread by a power of ten (docs/decisions/0010); a space stands between Chinese and Latin letters.
 */

const NAMES_IN_TITLE = 2;

export const simplifiedChinese: Phrases = {
  titles: {
    'release.announced': (subject) => `${sentence(subject, '公布', '已公布')}（权重尚未开放）`,
    'release.available': availableTitle,
    'release.new': releasedTitle,
    'release.extended': extendedTitle,
    'release.updated': (subject) => sentence(subject, '更新', '已更新'),
    'release.corrected': (subject) => `更正：${of(subject)}${name(subject.releaseName)}`,
    'release.removed': (subject) => `${of(subject)}${name(subject.releaseName)} 已不再公开`,
    'source.failing': (subject) => sourceSentence(subject, '持续抓取失败'),
    'source.recovered': (subject) => sourceSentence(subject, '已恢复正常'),
    'source.gone': (subject) => sourceSentence(subject, '已失效'),
    'source.silent': (subject) => sourceSentence(subject, '异常地长时间没有更新'),
    'channel.failing': ({ channel }) => `通道 ${name(channel)} 持续发送失败，消息暂缓发送`,
    'channel.recovered': ({ channel }) => `通道 ${name(channel)} 已恢复正常`,
    'catch-up': ({ releases }) => `补报：上次检查以来有 ${amount(releases)} 项发布`,
    welcome: ({ sources, organizations }) =>
      `modelwatch 正在关注 ${amount(sources)} 个${sources === organizations ? '机构' : '来源'}`,
  },
  noTitle: '（无标题）',
  labels: {
    kind: '类型',
    model: '模型',
    models: '模型',
    size: '规模',
    licence: '许可证',
    languages: '语言',
    released: '发布日期',
    before: '此前',
    repo: '仓库',
    repos: '仓库',
    seen: '发现时间',
    release: '所属发布',
    'first-sign': '最早消息',
    disputed: '存在分歧',
    link: '链接',
  },
  labelled: (label, text) => `${label}：${text}`,
  kinds: {
    llm: '大语言模型',
    vlm: '多模态大模型',
    vision: '视觉语言模型',
    other: '非语言模型',
    unknown: '尚不明确',
  },
  statuses: {
    'open-weights': '开放权重',
    'api-only': '仅提供 API',
    announced: '已公布',
    removed: '已下架',
  },
  kindNotKnown: '类型尚不明确',
  topics: {
    adoption: '应用落地',
    policy: '政策监管',
    benchmark: '评测榜单',
    price: '价格',
    funding: '投融资',
    incident: '安全事件',
    research: '研究',
    other: '其他',
  },
  list: (names, more) =>
    more > 0
      ? `${names.join('、')}${spaceAfter(names.at(-1) ?? '')}等 ${amount(names.length + more)} 项`
      : enumerated(names),
  notStated: '未注明',
  licenceNotStated: '许可证未注明',
  ownLicence: '自有许可证',
  sizeNotStated: () => '参数规模未公布',
  active: (total, active) => `${total ?? '总参数未公布'}，激活 ${active}`,
  context: (length) => `上下文 ${length}`,
  range: (least, most) => `${least} 至 ${most}`,
  disputedAmount: (text) => `${text}（存疑）`,
  disputed: (text) => `${text}（存疑）`,
  detailed: (model, details) => `${model}（${details}）`,
  and: (parts) => parts.join('，'),
  models: (count) => `${amount(count)} 个模型`,
  moreModels: (count) => `另有 ${amount(count)} 个模型`,
  announcement: '官方公告',
  paper: '论文',
  before: (as, since) => {
    const words = { planned: '列入计划', announced: '公布', available: '上线' }[as];
    return since === null ? `已${words}` : `${since}已${words}`;
  },
  seen: (moment, madeEarlier) =>
    `${moment}${madeEarlier === null ? '' : `，仓库早在 ${madeEarlier}前已创建`}`,
  firstSeenBefore: (duration) => `${duration}前首次发现`,
  firstSign: (who, moment, lead) => `${who}，${moment}，比我们发现早 ${lead}`,
  attributes: {
    active_parameters: '激活参数',
    architecture: '架构',
    base_model: '基座模型',
    context_length: '上下文长度',
    developer: '开发者',
    experts: '专家数',
    languages: '语言',
    layers: '层数',
    license: '许可证',
    lifecycle: '生命周期',
    modalities: '模态',
    openness: '开放程度',
    released_on: '发布日期',
    total_parameters: '总参数',
    training_cost: '训练成本',
    training_tokens: '训练数据量',
    prices: '价格',
    benchmarks: '评测成绩',
  },
  disputedFact: () => '其他信息',
  saidBy: '消息来源',
  alsoSaidBy: '另见',
  sinceFirst: {
    models: (names) => `首条消息之后新增：${names}`,
    stated: (attributes) => `现已公布：${attributes}`,
  },
  speaker: (who, voice) => {
    if (voice === 'lab') return `官方（${who}）`;
    return voice === 'catalogue' ? `${who}（已收录）` : who;
  },
  quoted: (words) => `“${words}”`,
  durations: {
    minutes: (count) => `${amount(count)} 分钟`,
    hours: (count) => `${amount(count)} 小时`,
    days: (count) => `${amount(count)} 天`,
  },
  day: chineseDay,
  moment: (date, time, zone, abbreviation) =>
    zone === 'Asia/Shanghai'
      ? `北京时间 ${chineseDay(date)} ${time}`
      : `${chineseDay(date)} ${time}（${abbreviation}）`,
  news: {
    title: (labName, title) => `${labName}：${title}`,
    from: (topic, publisher) => `${topic} · 来源：${publisher}`,
  },
  sources: {
    subject: ({ id, host }) => `${id}（${host}）`,
    line: sourceLine,
    mending: mendingInChinese,
    trying: (id) => `运行 modelwatch sources check ${id} 可立即重试。`,
    advice: (mending, trying) => `${mending ?? ''}${trying}`,
    one: (id, line) => `${id}：${line}`,
    more: (count) => `另有 ${amount(count)} 个来源，运行 modelwatch sources 可查看全部`,
  },
  channels: {
    lines: (matter, { id, error, failures, waiting }, since) => {
      const from = `自${spaceBefore(since)}${since}${spaceAfter(since)}起`;
      if (matter === 'recovered') return [`${from}曾持续失败。现将发送积压的 ${amount(waiting)} 条消息。`];
      return [
        `${errorInChinese(error?.code ?? '')}；${from}已失败 ${amount(failures)} 次。`,
        `积压 ${amount(waiting)} 条消息，会不时重试；超过三天的将放弃。`,
        `运行 modelwatch alerts test ${id} 可立即重试。`,
      ];
    },
  },
  candidates: {
    title: (count) => `发现 ${amount(count)} 个尚未关注的机构`,
    line: ({ organization, sightings }, since, where) =>
      `${organization}：${since}${spaceAfter(since)}以来被提及 ${amount(sightings)} 次，最近一次见于 ${where}`,
    more: (count) => `另有 ${amount(count)} 个机构，被提及次数较少`,
    toWatch: (lab, source) => [
      `如需关注，请在 labs.yaml 中添加（名称与 Hugging Face 上一致）：${lab}`,
      `并在 sources.yaml 中添加：${source}`,
    ],
  },
  welcome: {
    lines: ({ organizations, repos, pages, feeds, lists, newest }, next) => {
      const others = [
        ...(pages === 0 ? [] : [`${amount(pages)} 个网页`]),
        ...(feeds === 0 ? [] : [`${amount(feeds)} 个订阅源`]),
        ...(lists === 0 ? [] : [`${amount(lists)} 个列表`]),
      ];
      return {
        head: [
          `Hugging Face 上的 ${amount(organizations)} 个机构，共 ${amount(repos)} 个仓库。`,
          ...(others.length === 0 ? [] : [`此外还有 ${enumerated(others)}。`]),
          ...(newest.length === 0 ? [] : ['最新发布：']),
        ],
        foot: next === null ? [] : [`下次检查：${next}。`],
      };
    },
    release: ({ name: release, labName, labZh }, day) => {
      const details = [labZh ?? labName, day].filter((part) => typeof part === 'string');
      return `- ${shownName(release, '')}${details.length === 0 ? '' : `（${details.map((part) => shownName(part, '')).join('，')}）`}`;
    },
    more: (count) => `- 另有 ${amount(count)} 项`,
  },
  catchUpMore: (count) => `另有 ${amount(count)} 项，运行 modelwatch alerts 可查看全部`,
  catchUpCapped: (count) => `合并 ${amount(count)} 条提醒：已超过本通道每小时上限`,
  changed: (subject, now, told, kind) =>
    kind === 'corrected'
      ? `${subject}：应为 ${now}，此前误报为 ${told}`
      : `${subject}：现为 ${now}，此前为 ${told}`,
  states: {
    planned: '计划中',
    preview: '预览',
    active: '正常提供',
    discontinued: '已停止维护',
    cancelled: '已取消',
    'open-weights': '开放权重',
    'gated-weights': '申请后可下载权重',
    proprietary: '不开放',
  },
  pricePer: (money, what) => `${money}／${what}`,
  digest: chineseDigest,
  test: {
    title: '测试：modelwatch 的提醒就是这个样子',
    line: '这是一条通道测试消息，并没有新模型发布。',
  },
  mailFooter: (channel) => `由 modelwatch 发送，通道：${channel}。`,
  feedTitle: '中国大模型发布动态',
  labFeed: (title, lab) => `${title}：${lab}`,
};

function releasedTitle(subject: ReleaseSubject): string {
  if (subject.knownBefore === undefined) return sentence(subject, '发布', '已发布');
  const lab = labOf(subject);
  return lab === null
    ? `${name(subject.releaseName)} 开放权重`
    : joined(lab, '开放', `${name(subject.releaseName)} 模型权重`);
}

function availableTitle(subject: ReleaseSubject): string {
  if (subject.byApi === true) return `${of(subject)}${name(subject.releaseName)} 已提供 API（未见权重）`;
  return `${of(subject)}${name(subject.releaseName)} 已上线（权重尚未开放）`;
}

function extendedTitle(subject: ReleaseSubject): string {
  const { added = [], addedRole, releaseName } = subject;
  if (added.length === 0 && addedRole === undefined) return sentence(subject, '扩充', '已扩充');
  const shown = added.slice(0, NAMES_IN_TITLE).map(name);
  const what =
    addedRole === undefined
      ? simplifiedChinese.list(shown, added.length - shown.length)
      : { chat: '对话模型', thinking: '推理模型' }[addedRole];
  const lab = labOf(subject);
  const came = `新增${spaceBefore(what)}${what}`;
  const release = `${name(releaseName)} 系列`;
  return `${lab === null ? release : joined(lab, '为', release)}${came}`;
}

function sentence(subject: ReleaseSubject, active: string, passive: string): string {
  const lab = labOf(subject);
  const release = name(subject.releaseName);
  return lab === null ? `${release} ${passive}` : joined(lab, active, release);
}

/** `智谱发布 GLM-4.5`, `MiniMax 发布 M2`. */
function joined(lab: string, verb: string, what: string): string {
  return `${lab}${spaceAfter(lab)}${verb}${spaceBefore(what)}${what}`;
}

function sourceSentence({ source, count = 1 }: SourceSubject, words: string): string {
  const where = name(source);
  return count === 1 ? `${where}${spaceAfter(where)}${words}` : `${where} 的 ${amount(count)} 个来源${words}`;
}

/** `智谱 ` before the name of a release. */
function of(subject: ReleaseSubject): string {
  const lab = labOf(subject);
  return lab === null ? '' : `${lab} `;
}

function labOf({ labName, labZh }: ReleaseSubject): string | null {
  const lab = labZh ?? labName;
  return lab === null ? null : name(lab);
}

function name(text: string): string {
  return shownName(text, '（无名称）');
}

function enumerated(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  const others = parts.slice(0, -1).join('、');
  return others === '' ? last : joined(others, '和', last);
}

function spaceAfter(text: string): string {
  return /[A-Za-z0-9]$/.test(text) ? ' ' : '';
}

function spaceBefore(text: string): string {
  return /^[A-Za-z0-9]/.test(text) ? ' ' : '';
}

function amount(count: number): string {
  return count.toLocaleString('zh-CN');
}

function chineseDay(date: string): string {
  const [year = '', month, day] = date.split('-');
  const parts = [`${year} 年`, ...(month === undefined ? [] : [`${Number(month)} 月`])];
  return [...parts, ...(day === undefined ? [] : [`${Number(day)} 日`])].join(' ');
}

function sourceLine(matter: SourceMatter, source: ToldSource, moment: (at: number) => string): string {
  const since = moment(source.since);
  const next = moment(source.nextTryAt);
  switch (matter) {
    case 'failing': {
      const times = source.failures > 1 ? `已失败 ${amount(source.failures)} 次` : '一直如此';
      return `${reasonOf(source, moment)}；自${spaceBefore(since)}${since}${spaceAfter(since)}起${times}；下次重试：${next}`;
    }
    case 'gone':
      return `${reasonOf(source, moment)}，始于${spaceBefore(since)}${since}；每天重查一次，下次：${next}`;
    case 'recovered':
      return `上次检查：${moment(source.lastGoodAt ?? source.since)}；下次检查：${next}`;
    case 'silent':
      return `自${spaceBefore(since)}${since}${spaceAfter(since)}起没有新内容，间隔明显长于往常；访问本身正常`;
  }
}

function reasonOf({ error, lastGoodAt }: ToldSource, moment: (at: number) => string): string {
  if (error !== null) return errorInChinese(error.code);
  const usual = lastGoodAt === null ? '' : `，上次正常：${moment(lastGoodAt)}`;
  return `内容突然消失或大幅减少${usual}`;
}
