import type { BenchmarkScore } from '../../../domain/repo-facts.ts';
import type { CardTable } from './card-tables.ts';
import { isOwnName } from './own-name.ts';

/** Benchmarks of language models by the beginning of what stands in a row's head. What is not here is no benchmark to us. */
const KNOWN = new RegExp(
  `^(?:${[
    'MMLU(?:-Pro|-Redux|-ProX)?',
    'MMMLU',
    'C-?Eval',
    'CMMLU',
    'C-?SimpleQA',
    'Chinese SimpleQA',
    'SimpleQA',
    'GPQA(?:[- ]Diamond)?',
    'SuperGPQA',
    'BBH',
    'BIG-Bench Hard',
    'DROP',
    'ARC-(?:Challenge|Easy|AGI(?:-2)?)',
    'HellaSwag',
    'Wino[Gg]rande',
    'TriviaQA',
    'GSM8K',
    'MATH(?:[- ]?500)?',
    'CMath',
    'CNMO(?: 2024)?',
    "AIME ?(?:20|')?2[3-9]",
    'HMMT(?: ?(?:Feb\\.?|Nov\\.?)?,? ?(?:20)?2[4-9])?',
    'HumanEval(?:\\+|-Mul)?',
    'MBPP\\+?',
    'EvalPlus',
    'MultiPL-E',
    'LiveCodeBench(?:[- ](?:v\\d|Base|Pro))?',
    'Codeforces',
    'OJBench',
    'SWE-?bench(?:[ -](?:Verified|Lite|Multilingual|Pro))?',
    'SWE Verified',
    'Terminal-?Bench(?: (?:Hard|\\d\\.\\d))?',
    'Aider(?:[- ]Polyglot|-Edit)?',
    'Arena-?Hard(?:[- ]v?2(?:\\.0)?)?',
    'AlpacaEval ?2?(?:\\.0)?',
    'IFEval',
    'IF-Eval',
    'IFBench',
    'Multi-?IF',
    'LiveBench(?: \\d{8})?',
    'MultiChallenge',
    'FRAMES',
    'LongBench(?: v2)?',
    'RULER',
    'AA-LCR',
    'BFCL(?:[- ]v\\d)?',
    '(?:τ|TAU|Tau)(?:[²2])?-?[Bb]ench',
    'AceBench',
    'BrowseComp(?:-ZH)?',
    'GAIA',
    "Humanity['’]s Last Exam",
    'HLE',
    'MMMU(?:-Pro)?',
    'MathVista',
    'MathVision',
    'MMBench',
    'MMStar',
    'OCRBench',
    'ChartQA',
    'DocVQA',
    'VideoMME',
    'PolyMATH',
    'INCLUDE',
    'ZebraLogic',
    'AutoLogi',
    'WritingBench',
    'CLUEWSC',
  ].join('|')})(?![\\p{L}\\d])`,
  'u',
);

const MOST_SCORES = 150;

/**
 * Scores of the repo's own model in the tables of its card: of a table with a column that bears its name, the rows whose
 * head begins with a known benchmark. Other tables are left alone: who stands where in them is a guess.
 */
export function readBenchmarks(tables: readonly CardTable[], repo: string): BenchmarkScore[] {
  return tables.flatMap((table) => scoresOfTable(table, repo)).slice(0, MOST_SCORES);
}

function scoresOfTable({ rows: [header = [], ...rows], place }: CardTable, repo: string): BenchmarkScore[] {
  const columns = header.flatMap((cell, column) => (isOwnName(cell, repo) ? [column] : []));
  const [column] = columns;
  if (column === undefined || column === 0 || columns.length > 1) return [];
  const shots = header.findIndex((cell) => /shots?$/i.test(cell));
  return rows.flatMap((row) => {
    const head = row.slice(0, column).find((cell) => KNOWN.test(cell));
    const score = parseScore(row[column] ?? '');
    if (head === undefined || score === null) return [];
    const benchmark = KNOWN.exec(head)?.[0] ?? head;
    const setting = [settingOf(head.slice(benchmark.length)), shotsOf(row[shots])].filter(
      (part) => part !== '',
    );
    return [
      {
        benchmark,
        ...score,
        setting: setting.length === 0 ? null : setting.join(', '),
        measuredBy: 'self-reported',
        place,
        written: row[column] ?? '',
        quote: `${head}: ${row[column]}`.slice(0, 300),
      },
    ];
  });
}

/** `88.5`, `59.1%`; `88.5 / 90.1` is two, and an asterisk points to a note that may say anything. */
function parseScore(cell: string): { readonly score: number; readonly unit: string } | null {
  const match = /^(\d{1,5}(?:\.\d{1,4})?)\s*(%?)$/.exec(cell.replaceAll(/\s+/g, ' ').trim());
  return match === null ? null : { score: Number(match[1]), unit: match[2] === '%' ? '%' : 'points' };
}

/** What stands behind the name, as `Pass@1`: brackets off. */
function settingOf(rest: string): string {
  return rest
    .replaceAll(/[()（）]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,:-]+/, '')
    .trim()
    .slice(0, 80);
}

function shotsOf(cell: string | undefined): string {
  return /^\d{1,3}(?:-shots?)?$/.test(cell ?? '') ? `${Number.parseInt(cell ?? '', 10)}-shot` : '';
}
