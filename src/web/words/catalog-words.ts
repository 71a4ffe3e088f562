import type { Language } from '../../alerts/language.ts';

export interface CatalogWords {
  readonly title: string;
  readonly intro: string;
  readonly caption: string;
  readonly sorted: (column: string, descending: boolean) => string;
  readonly download: string;
}

export const catalogWords: Readonly<Record<Language, CatalogWords>> = {
  en: {
    title: 'Catalog',
    intro: 'Every release that is known, sortable by each column.',
    caption: 'Releases',
    sorted: (column, descending) =>
      `Sorted by ${column.toLowerCase()}, ${descending ? 'descending' : 'ascending'}`,
    download: 'All pages of this list, as',
  },
  'zh-CN': {
    title: '目录',
    intro: '已知的全部发布，可按任意一列排序。',
    caption: '发布',
    sorted: (column, descending) => `按${column}${descending ? '降序' : '升序'}排列`,
    download: '下载本列表的全部内容：',
  },
};
