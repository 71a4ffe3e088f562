/** A text beside the form in which it is compared. */
export interface FoldedText {
  /** As given. */
  readonly original: string;
  /** As given, without characters of no width: index for index like `folded`, and with the case kept. */
  readonly plain: string;
  /** Lower case, half width, one kind of dash, apostrophe and space, simplified characters. As long as `plain`. */
  readonly folded: string;
  /** Where in `original` each character of `plain` stands; null where both are the same. */
  readonly offsets: readonly number[] | null;
}

const widthless = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;

/** What `toLowerCase` leaves and texts mix; one unit of UTF-16 for one, so that indices stay. */
const foldable =
  /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\u2018\u2019\u02bc\uff01-\uff5e\u4e00-\u9fff]/g;

/** Traditional characters of the names and words that are looked for, before their simplified form. */
const simplified = new Map(
  pairs(
    '騰腾訊讯階阶躍跃見见書书語语萬万譜谱問问義义開开發发佈布預预計计劃划傳传據据稱称擬拟將将資资價价漲涨評评測测' +
      '論论擊击網网訴诉訟讼權权調调對对學学術术團团隊队構构級级視视頻频圖图聲声雲云電电飛飞槳桨來来請请億亿數数' +
      '應应號号個个會会財财監监禁禁韓韩國国爭争競竞騙骗報报導导爾尔馬马樂乐實实體体員员廠厂為为與与從从進进選选' +
      '認认證证載载優优強强勝胜過过達达現现當当還还後后時时間间們们獲获轉转錢钱費费務务聯联盟盟議议紅红薯薯點点',
  ),
);

function pairs(text: string): [string, string][] {
  return Array.from({ length: text.length / 2 }, (_, i) => [text.charAt(2 * i), text.charAt(2 * i + 1)]);
}

/** Folds at most `longest` characters of a text; what is longer need not be read to its end. Linear in their number. */
export function foldText(text: string, longest: number): FoldedText {
  const original = text.length > longest ? text.slice(0, longest) : text;
  const { plain, offsets } = widthless.test(original)
    ? withoutWidthless(original)
    : { plain: original, offsets: null };
  return { original, plain, folded: foldPlain(plain), offsets };
}

/** Folds a text whose indices nobody needs, as a name of the lexicon. */
export function foldName(name: string): string {
  return foldText(name.normalize('NFC'), name.length).folded;
}

function foldPlain(plain: string): string {
  // The one letter whose lower case is longer than itself.
  return plain.replaceAll('\u0130', 'I').toLowerCase().replace(foldable, foldCharacter);
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return simplified.get(character) ?? character;
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code === 0x2018 || code === 0x2019 || code === 0x02bc) return "'";
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212 ? '-' : ' ';
}

function withoutWidthless(original: string): { plain: string; offsets: number[] } {
  const kept: string[] = [];
  const offsets: number[] = [];
  for (let i = 0; i < original.length; i++) {
    const character = original.charAt(i);
    if (widthless.test(character)) continue;
    kept.push(character);
    offsets.push(i);
  }
  return { plain: kept.join(''), offsets };
}

/** The original's own characters between two indices of `plain`. */
export function verbatim(text: FoldedText, start: number, end: number): string {
  if (text.offsets === null) return text.original.slice(start, end);
  const last = text.offsets[end - 1];
  return last === undefined ? '' : text.original.slice(text.offsets[start], last + 1);
}
