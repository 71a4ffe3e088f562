import type { Language } from '../../alerts/language.ts';

export interface LatestWords {
  readonly title: string;
  readonly intro: string;
}

export const latestWords: Readonly<Record<Language, LatestWords>> = {
  en: {
    title: 'Latest releases',
    intro: 'What Chinese labs have released, newest first, each with its facts and who confirms it.',
  },
  'zh-CN': {
    title: '最新发布',
    intro: '中国实验室的最新发布，按时间倒序排列，附主要事实与来源数。',
  },
};
