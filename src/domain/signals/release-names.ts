import { readDate } from '../name-dates.ts';
import { readSize } from '../name-sizes.ts';
import { chatWords, lineWords, modeWords, neverLanguageWords, stageWords, tierWords } from '../name-words.ts';
import type { FoldedText } from './fold.ts';
import { isLatin } from './lexicon.ts';

/** What stands behind the name of a family and makes it that of a release. */
export interface ReleaseTail {
  readonly end: number;
  /** The name as a repo would have it, behind the family: `-V3.1-Terminus`, `3-Coder`. */
  readonly suffix: string;
  /** How much the tail alone shows that a model is meant: a bare number in running text shows little. */
  readonly strength: 'weak' | 'strong';
  /** It is joined to the family by a dash or nothing. */
  readonly joined: boolean;
}

const token = /([-_ .]?)([a-z]{0,12}\d{1,8}[a-z0-9]{0,6}(?:[._]\d{1,4}[a-z0-9]{0,4}){0,3}|[a-z]{1,16})/y;

/** The words that make a family's name that of a line, also behind a space: Qwen Coder, DeepSeek Math. */
const lineNames = new Set(
  'coder vl omni math ocr tts asr image video audio linear prover oss embedding max dev researcher vision'.split(
    ' ',
  ),
);

/** Words of repo names that are common in titles too, behind a version: `Qwen3 Next` is a name, `Qwen3 Agent` is not. */
const neverAfterSpace = new Set(
  `research search agent agentic live game world fast standard music speech voice gui ui legal law medical med finance
   policy motion small medium large big light giant huge edit editing code character writer robot survey translator clip
   guard reward encoder judge critic early alpha beta it aligned assistant reason inst instruction lora adapter avatar
   animation realtime roleplay micro pico swe mcp v o mm rm mt me verifier classifier moderation tokenizer
   experimental air plus pro ultra standard`.split(/\s+/),
);

/** The same, where only a capital tells the name from the word (`GLM-4.5 Air`). */
const capitalOnly = new Set(
  'air plus pro ultra preview next flash image video large fast edit exp'.split(' '),
);

/** What is joined to a name and makes an adjective of it: DeepSeek-style, Qwen-based. */
const adjectives = new Set(
  `based powered style like linked driven related inspired backed owned maker run compatible enabled derived only led
   branded built made developed affiliated effect moment shock ready trained native first level class beating killer
   type fuelled fueled induced generated hosted friendly focused centric era mania craze wave inc s ai as and or vs is to
   tuned distilled`.split(/\s+/),
);

/** Chips, networks and quarters that look like versions. */
const otherThings =
  /^(?:[hb]\d{2,3}[a-z]?|a[18]00|v100|q[1-4]|f1|g7|g20|[3456]g|h1|h2|s&p|fy\d\d|ps5|a10g?|l40s?|mi\d{3})$/;

/** What is counted: "Kimi 36 million users". */
const counted =
  /^\s?(?:%|(?:per ?cent|million|billion|trillion|thousand|days?|weeks?|months?|years?|hours?|minutes?|times|things|ways|reasons|users|people|percent|points?|km|st|nd|rd|th)\b|元|万|亿|月|日|天|年|周|次|个|款|倍|岁|家|名|位|项|条|小时|分钟|号|秒|层|级|折|城|强|招|问|步|期|季|届|点|人)/;

const chineseJoint = /(?:大语言模型|大模型|模型|系列|一言)/y;

const chineseLines = new Map([
  ['图像', 'Image'],
  ['生图', 'Image'],
  ['视频', 'Video'],
  ['语音', 'Audio'],
  ['翻译', 'MT'],
]);
const chineseLine = /(?:图像|生图|视频|语音|翻译)(?:大模型|模型|生成模型)?(?=\s?v?\d)/y;

/** Reads the version, line, size and date behind a family's name; null where nothing of the sort stands there. */
export function readReleaseTail(text: FoldedText, familyEnd: number, glued: boolean): ReleaseTail | null {
  const { folded } = text;
  let at = skip(chineseJoint, folded, familyEnd);
  let suffix = '';
  const line = matchAt(chineseLine, folded, at);
  if (line) {
    suffix += `-${chineseLines.get(line[0].slice(0, 2)) ?? ''}`;
    at += line[0].length;
  }
  const afterChinese = at !== familyEnd || folded.charCodeAt(familyEnd - 1) > 0x2e80;
  const first = at;
  const read = { strong: false, any: false, versions: 0 };
  for (let count = 0; count < 8; count++) {
    const match = matchAt(token, folded, at);
    if (!match) break;
    const [whole, separator = '', word = ''] = match;
    const end = at + whole.length;
    if (isLatin(folded.charCodeAt(end))) break;
    const kind = readTailToken(
      text,
      { separator, word, start: end - word.length, end, isFirst: at === first },
      read.versions,
    );
    if (kind === null) break;
    if (at === first && separator === '' && kind === 'word' && afterChinese) break;
    const written = text.plain.slice(end - word.length, end).replaceAll('_', '.');
    suffix +=
      jointOf(separator, word, kind, { glued: glued && suffix === '', isFirst: at === first }) + written;
    if (kind !== 'word') read.versions++;
    read.strong ||= kind === 'strong' || read.versions > 1 || (kind === 'word' && read.any);
    read.any = true;
    at = end;
  }
  if (!read.any) return null;
  const strength = read.strong ? 'strong' : 'weak';
  return { end: at, suffix, strength, joined: folded.charAt(first) !== ' ' };
}

interface TailToken {
  readonly separator: string;
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly isFirst: boolean;
}

function readTailToken(
  text: FoldedText,
  part: TailToken,
  versions: number,
): 'strong' | 'weak' | 'word' | null {
  const { separator, word, isFirst } = part;
  const spaced = separator === ' ';
  if (!isFirst && separator === '') return null;
  if (separator === '.') return /^(?:ocr|tts|llm\d|vlm\d)$/.test(word) ? 'word' : null;
  if (/\d/.test(word)) return readNumber(text, part, versions);
  if (adjectives.has(word)) return null;
  const capital = text.plain.charAt(part.start) !== text.folded.charAt(part.start);
  if (isFirst && separator === '') return capital && isLineWord(word) ? 'word' : null;
  if (/^(?:ii|iii|iv)$/.test(word)) return capital ? 'weak' : null;
  if (!spaced) {
    return versions > 0 || isLineWord(word) || lineNames.has(word) || isInitials(text, part) ? 'word' : null;
  }
  if (versions === 0) return capital && lineNames.has(word) ? 'word' : null;
  if (!capital && neverAfterSpace.has(word)) return null;
  if (capitalOnly.has(word) || lineNames.has(word)) return capital ? 'word' : null;
  return capital && isLineWord(word) && !neverAfterSpace.has(word) ? 'word' : null;
}

/** `SenseNova-SI`, `MiniMax-VL`: a line by its initials, and not what texts join to a name otherwise. */
function isInitials(text: FoldedText, { word, start, end }: TailToken): boolean {
  if (
    word.length < 2 ||
    word.length > 5 ||
    /^(?:us|uk|eu|ipo|ceo|cto|app|usa|gpu|uae|ban|api|ui)$/.test(word)
  )
    return false;
  const written = text.plain.slice(start, end);
  // In a title all of capitals, initials are not to be told.
  return written === written.toUpperCase() && text.plain !== text.plain.toUpperCase();
}

function isLineWord(word: string): boolean {
  const lists = [lineWords, tierWords, modeWords, stageWords, neverLanguageWords, chatWords];
  return (
    lists.some((list) => list.has(word)) ||
    /^(?:base|image|video|world|game|motion|dev|long|dit|linear)$/.test(word)
  );
}

function readNumber(text: FoldedText, part: TailToken, versions: number): 'strong' | 'weak' | null {
  const { word, separator, end } = part;
  const spaced = separator === ' ';
  if (otherThings.test(word)) return null;
  if (readSize(word)) return 'strong';
  if (/^\d{4}$|^\d{6}$|^\d{8}$/.test(word)) {
    return versions > 0 && readDate(word) && !(spaced && /^20[2-4]\d$/.test(word)) ? 'strong' : null;
  }
  if (/^\d{1,3}[km]$/.test(word)) return separator === '-' ? 'weak' : null;
  if (/^\d{1,2}(?:[._]\d{1,3}){1,3}[a-z]{0,2}$/.test(word)) {
    return counted.test(text.folded.slice(end, end + 10)) ? null : 'strong';
  }
  if (/^\d{1,2}[a-z]?$/.test(word)) {
    return counted.test(text.folded.slice(end, end + 10)) || (spaced && versions > 0) ? null : 'weak';
  }
  if (/^[a-z]{1,2}\d{1,2}(?:[._]\d{1,2}){0,2}[a-z]{0,2}$/.test(word)) return 'strong';
  return separator === '-' || (separator === '' && part.isFirst && word.startsWith('3d')) ? 'strong' : null;
}

function jointOf(
  separator: string,
  word: string,
  kind: 'strong' | 'weak' | 'word',
  habit: { glued: boolean; isFirst: boolean },
): string {
  if (separator === '.') return '.';
  if (!habit.isFirst) return '-';
  if (kind === 'word') return separator === '' ? '' : '-';
  // The lab's habit, however the text spells it: Qwen 3 is Qwen3, and GLM4.6 is GLM-4.6.
  if (/^\d{1,2}(?:[._]\d{1,3}){0,3}[a-z]?$/.test(word) && !/^\d[a-z]$/.test(word))
    return habit.glued ? '' : '-';
  return separator === '' && /^\d/.test(word) ? '' : '-';
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (matchAt(pattern, text, at)?.[0].length ?? 0);
}
