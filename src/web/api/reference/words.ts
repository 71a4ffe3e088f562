import type { Language } from '../../../alerts/language.ts';

/** What the reference says beside what the document says, which is in English. */
export interface ReferenceWords {
  readonly title: string;
  readonly intro: string;
  readonly document: string;
  readonly operations: string;
  readonly parameters: string;
  readonly parameter: string;
  readonly place: string;
  readonly type: string;
  readonly meaning: string;
  readonly body: string;
  readonly example: string;
  readonly answers: string;
  readonly status: string;
  readonly shapes: string;
  readonly field: string;
  readonly optional: string;
  readonly problems: string;
  readonly problemsIntro: string;
  readonly code: string;
  readonly writes: string;
  readonly feeds: string;
  readonly feedsIntro: string;
}

export const referenceWords: Readonly<Record<Language, ReferenceWords>> = {
  en: {
    title: 'API',
    intro: 'Everything that the pages show, for programs.',
    document: 'The same as an OpenAPI 3.1 document',
    operations: 'Operations',
    parameters: 'Parameters',
    parameter: 'Parameter',
    place: 'In',
    type: 'Type',
    meaning: 'Meaning',
    body: 'Fields of the JSON body',
    example: 'Example',
    answers: 'Answers',
    status: 'Status',
    shapes: 'Shapes of the answers',
    field: 'Field',
    optional: 'may be absent',
    problems: 'What can go wrong',
    problemsIntro:
      'It is told as application/problem+json (RFC 9457), with a code that stays and a sentence that says what to do.',
    code: 'Code',
    writes: 'Takes a token that may write.',
    feeds: 'Feeds',
    feedsIntro:
      'RSS, Atom and JSON Feed of all releases, of a lab, and of whatever a list may be asked for, by the same parameters:',
  },
  'zh-CN': {
    title: 'API',
    intro: '页面上的一切内容，程序都可以读取。以下说明为英文。',
    document: 'OpenAPI 3.1 文档',
    operations: '操作',
    parameters: '参数',
    parameter: '参数',
    place: '位置',
    type: '类型',
    meaning: '含义',
    body: 'JSON 正文的字段',
    example: '示例',
    answers: '响应',
    status: '状态码',
    shapes: '响应的数据结构',
    field: '字段',
    optional: '可能缺省',
    problems: '可能的错误',
    problemsIntro: '错误以 application/problem+json（RFC 9457）返回，含固定的代码和一句处理办法。',
    code: '代码',
    writes: '需要可写的令牌。',
    feeds: '订阅源',
    feedsIntro: '全部发布、单个实验室，或按与列表相同的参数筛选，均提供 RSS、Atom 和 JSON Feed：',
  },
};
