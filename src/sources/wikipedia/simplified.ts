/** The characters of headers that differ between the scripts, traditional above simplified. */
const TRADITIONAL =
  '發佈時間開問參數總計專層語長視規許證權條協議態類構訓練資庫費論術報價測試狀員創辦機組織廠業點擁僱釋註備說簡詳獻來號編圖體變預啟動躍稱產';
const SIMPLIFIED =
  '发布时间开问参数总计专层语长视规许证权条协议态类构训练资库费论术报价测试状员创办机组织厂业点拥雇释注备说简详献来号编图体变预启动跃称产';

const LETTERS = new Map([...TRADITIONAL].map((letter, index) => [letter, [...SIMPLIFIED][index] ?? letter]));

/**
 * Headers as zh.wikipedia writes them in either script, in one. A table of characters is enough for a vocabulary; it
 * is none for text.
 */
export function simplified(header: string): string {
  return [...header].map((letter) => LETTERS.get(letter) ?? letter).join('');
}
