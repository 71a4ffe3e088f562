/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Capitalised words and versions that stand together: `DeepSeek-V3.1-Terminus`, `Kimi K2 Thinking`. */
const RUN =
  /(?<![\p{Script=Latin}\p{N}])(?=\p{Lu})\p{Script=Latin}[\p{Script=Latin}\p{N}]*(?:\.\d+[\p{Script=Latin}\p{N}]*)*(?:[-‑ ](?:(?=\p{Lu})\p{Script=Latin}|\d|v(?=\d))[\p{Script=Latin}\p{N}]*(?:\.\d+[\p{Script=Latin}\p{N}]*)*)*/gu;

/** 文心大模型4.5: Chinese is written without spaces, so the name begins after the verb or the quotation mark. */
const CHINESE =
  /(?:发布|發布|發佈|推出|开源|開源|上线|上線|[「“《『])(?:了|其|的|新一代|全新|新款)*(\p{Script=Han}{2,8}\s?(?:[A-Za-z]{1,12}[-\s]?)?\d[\dA-Za-z]*(?:\.\d+)*(?:-[A-Za-z0-9]+)*)/gu;

/** What begins a sentence, or stands before a name, and is none of it. */
const NOT_OF_IT = new Set(
  'the a an in on by its this that and with as at for from of later also their new model models version versions after before when while however since until'.split(
    ' ',
  ),
);

/** Lines that name a model without any number: Kimi-VL, DeepSeek Coder. */
const LINES = new Set(
  'coder vl vision audio omni math prover moe llm dev linear thinking reasoner researcher preview exp turbo lite flash'.split(
    ' ',
  ),
);

/** Have numbers, and are no models: chips, benchmarks, licences, systems, events, quarters. */
const NO_MODEL =
  /^(?:nvidia|ascend|kunpeng|[ahbvl]\d{2,3}|rtx|gpus?|tpus?|aime|math|mmlu|gpqa|swe|gsm8k|humaneval|livecodebench|apache|mit|gpl|bsd|cc|creative|ios|android|windows|macos|harmonyos|python|pcie|covid|article|section|chapter|phase|part|round|fortune|forbes|hurun|ces|waic|q[1-4]|h[12]|us|rmb|cny|usd|top|no)(?![\p{L}\p{N}])/iu;

const LONGEST = 80;

/** Things with a version, or a line of models, in one sentence, in its order. Dates must be blanked out of it before. */
export function namesIn(sentence: string): Stretch[] {
  const names: Stretch[] = [];
  for (const match of sentence.matchAll(RUN)) {
    const skipped = leadingWords(match[0]);
    const text = match[0].slice(skipped);
    if (isVersioned(text)) {
      const start = match.index + skipped;
      names.push({ start, end: start + text.length, text });
    }
  }
  for (const match of sentence.matchAll(CHINESE)) {
    const text = match[1] ?? '';
    const end = match.index + match[0].length;
    names.push({ start: end - text.length, end, text });
  }
  return names.sort((left, right) => left.start - right.start).filter(notInside);
}

function leadingWords(run: string): number {
  let at = 0;
  for (const word of run.split(' ')) {
    if (!NOT_OF_IT.has(word.toLowerCase())) break;
    at += word.length + 1;
  }
  return at;
}

function isVersioned(text: string): boolean {
  if (text.length > LONGEST || !/\p{L}/u.test(text) || NO_MODEL.test(text)) return false;
  const [, ...rest] = text.split(/[-‑ ]/);
  return /\d/.test(text) || rest.some((part) => LINES.has(part.toLowerCase()));
}

/** `文心大模型X1` holds the run `X1`. */
function notInside(name: Stretch, _index: number, all: readonly Stretch[]): boolean {
  return !all.some(
    (other) =>
      other !== name &&
      other.start <= name.start &&
      other.end >= name.end &&
      other.text.length > name.text.length,
  );
}
