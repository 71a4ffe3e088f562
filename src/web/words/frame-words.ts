import type { Language } from '../../alerts/language.ts';

/** What stands around every page, and what a page says that cannot be shown. */
export interface FrameWords {
  /** As the language calls itself. */
  readonly itself: string;
  readonly site: string;
  readonly tagline: string;
  readonly skip: string;
  readonly pages: string;
  readonly nav: {
    readonly latest: string;
    readonly labs: string;
    readonly catalog: string;
    readonly charts: string;
    readonly sources: string;
    readonly alerts: string;
    readonly api: string;
  };
  readonly footer: string;
  readonly language: string;
  readonly signIn: string;
  readonly signOut: string;
  /** `name`: of the token. */
  readonly signedIn: (name: string, mayWrite: boolean) => string;
  readonly signInPage: {
    readonly intro: string;
    readonly token: string;
    readonly hint: string;
    readonly submit: string;
    readonly required: string;
    readonly forWriting: string;
    readonly wrong: string;
    readonly tooMany: (minutes: number) => string;
  };
  readonly problems: Readonly<
    Record<
      | 'not-found'
      | 'internal'
      | 'cross-site'
      | 'wrong-host'
      | 'may-not-write'
      | 'form-expired'
      | 'too-large'
      | 'length-missing'
      | 'bad-request',
      { readonly title: string; readonly advice: string }
    >
  >;
  readonly home: string;
}

export const frameWords: Readonly<Record<Language, FrameWords>> = {
  en: {
    itself: 'English',
    site: 'modelwatch',
    tagline: 'Language models of Chinese labs, as they are released',
    skip: 'Skip to the content',
    pages: 'Pages',
    nav: {
      latest: 'Latest',
      labs: 'Labs',
      catalog: 'Catalog',
      charts: 'Charts',
      sources: 'Sources',
      alerts: 'Alerts',
      api: 'API',
    },
    footer: 'About this page',
    language: 'Language',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedIn: (name, mayWrite) => `Signed in with the token “${name}” (${mayWrite ? 'may write' : 'reads'})`,
    signInPage: {
      intro: 'This page asks for an access token. Whoever runs modelwatch makes one with',
      token: 'Access token',
      hint: 'It begins with mw_ and was shown once, when it was made.',
      submit: 'Sign in',
      required: 'Reading takes a token here.',
      forWriting: 'To look now or to retry takes a token that may write.',
      wrong:
        'That is no token of this place, or it was revoked or has run out. Check that all of it was copied.',
      tooMany: (minutes) =>
        `Too many tokens that are none came from your address. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    },
    problems: {
      'not-found': {
        title: 'There is no such page',
        advice:
          'The address may be mistyped, or what it showed was hidden. The pages above lead to everything there is.',
      },
      internal: {
        title: 'Something went wrong here',
        advice:
          'The fault is modelwatch’s own, and its log says more. Try again; what is watched goes on being watched.',
      },
      'cross-site': {
        title: 'This did not come from a page of modelwatch',
        advice: 'Nothing was changed. Open the page itself and use its button.',
      },
      'wrong-host': {
        title: 'modelwatch is not known by this name',
        advice:
          'It listens for this machine only. Use 127.0.0.1 or localhost, or name its address in config/web.yaml as public_url.',
      },
      'may-not-write': {
        title: 'Your token only reads',
        advice: 'Nothing was changed. Sign in with a token that may write: modelwatch token create --write',
      },
      'form-expired': {
        title: 'The page was too old',
        advice:
          'You have signed in or out since it was loaded. Nothing was changed. Load the page again and repeat.',
      },
      'too-large': {
        title: 'That is too much',
        advice: 'What was sent is larger than any form here. Nothing was changed.',
      },
      'length-missing': {
        title: 'That does not say how long it is',
        advice: 'Send it with a Content-Length rather than in chunks. Nothing was changed.',
      },
      'bad-request': {
        title: 'That cannot be understood',
        advice: 'Nothing was changed. Go back, and use the page’s own form.',
      },
    },
    home: 'To the latest releases',
  },
  'zh-CN': {
    itself: '简体中文',
    site: 'modelwatch',
    tagline: '中国实验室发布的语言模型，随时跟进',
    skip: '跳到正文',
    pages: '页面',
    nav: {
      latest: '最新',
      labs: '实验室',
      catalog: '目录',
      charts: '图表',
      sources: '来源',
      alerts: '提醒',
      api: 'API',
    },
    footer: '关于本页',
    language: '语言',
    signIn: '登录',
    signOut: '退出',
    signedIn: (name, mayWrite) => `已用令牌“${name}”登录（${mayWrite ? '可操作' : '只读'}）`,
    signInPage: {
      intro: '访问本页需要令牌。令牌由 modelwatch 的运行者用以下命令生成：',
      token: '访问令牌',
      hint: '以 mw_ 开头，只在生成时显示一次。',
      submit: '登录',
      required: '在这里，阅读需要令牌。',
      forWriting: '立即查看或重试需要可操作的令牌。',
      wrong: '这不是本处的令牌，或者已被吊销、已过期。请检查是否完整复制。',
      tooMany: (minutes) => `来自你的地址的无效令牌过多。请在 ${minutes} 分钟后再试。`,
    },
    problems: {
      'not-found': {
        title: '没有这个页面',
        advice: '地址可能有误，或者内容已被隐藏。上方的页面可以通往所有内容。',
      },
      internal: {
        title: '这里出了问题',
        advice: '这是 modelwatch 自身的错误，日志中有详细说明。请重试；监测不受影响，仍在继续。',
      },
      'cross-site': {
        title: '这个请求并非来自 modelwatch 的页面',
        advice: '没有作任何更改。请打开页面本身并使用其中的按钮。',
      },
      'wrong-host': {
        title: 'modelwatch 不认识这个名称',
        advice:
          '它只为本机服务。请使用 127.0.0.1 或 localhost，或者在 config/web.yaml 中用 public_url 写明地址。',
      },
      'may-not-write': {
        title: '你的令牌只能阅读',
        advice: '没有作任何更改。请用可操作的令牌登录：modelwatch token create --write',
      },
      'form-expired': {
        title: '页面已过期',
        advice: '页面载入之后，登录状态发生了变化。没有作任何更改。请重新载入页面后再试。',
      },
      'too-large': {
        title: '内容过大',
        advice: '发送的内容超过了这里的任何表单。没有作任何更改。',
      },
      'length-missing': {
        title: '没有说明内容长度',
        advice: '请用 Content-Length 发送，不要分块发送。没有作任何更改。',
      },
      'bad-request': {
        title: '无法理解这个请求',
        advice: '没有作任何更改。请返回，并使用页面自己的表单。',
      },
    },
    home: '查看最新发布',
  },
};

export type FrameProblem = keyof FrameWords['problems'];
