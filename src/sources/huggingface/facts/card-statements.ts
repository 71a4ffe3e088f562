import type { CardStatement } from '../../../domain/repo-facts.ts';
import { type CardTable, plainText } from './card-tables.ts';
import { isOwnName } from './own-name.ts';

/** What a label says, the narrower first. Null: of something that is none of our attributes. */
const LABELS: readonly (readonly [RegExp, string | null])[] = [
  [/non[\s-]?embedding|per[\s-]?layer|attention heads|hidden|vocab/i, null],
  [/(?:selected|activated|active|shared) experts|experts (?:selected|activated|per token)/i, null],
  [/^(?:#|number of |num )?\s*(?:routed |total )?experts$/i, 'experts'],
  [
    /(?:activated|active|activation) ?(?:params?|param[ae]ters?)|params? activated|激活参数/i,
    'active_parameters',
  ],
  [
    /^(?:#|number of |num |total |model )*\s*(?:params?|param[ae]ters?|parameter count|总参数(?:量)?)(?: count| size)?$/i,
    'total_parameters',
  ],
  [/^(?:total )?model size$|^size$/i, 'total_parameters'],
  [/^(?:#|number of |num )?\s*layers\b/i, 'layers'],
  [
    /^(?:max(?:imum)? |native |supported )*context(?: (?:length|window|size))?$|^上下文(?:长度|窗口)$/i,
    'context_length',
  ],
  [/^architecture$/i, 'architecture'],
  [/^(?:pre-?)?training (?:tokens|data)$/i, 'training_tokens'],
  [/^licen[cs]e$/i, 'license'],
];

const LONGEST_QUOTE = 300;

/** What the tables and lists of a card say of the repo's own model. */
export function readStatements(body: string, tables: readonly CardTable[], repo: string): CardStatement[] {
  const found = [...tables.flatMap((table) => statementsOfTable(table, repo)), ...statementsOfLists(body)];
  const distinct = new Map(found.map((said) => [`${said.attribute}\n${said.written}\n${said.place}`, said]));
  return [...distinct.values()].slice(0, MOST_STATEMENTS);
}

const MOST_STATEMENTS = 60;

function statementsOfTable(table: CardTable, repo: string): CardStatement[] {
  const [header = [], ...rows] = table.rows;
  // "| Total Parameters | 1T |": with nothing or anything above, as long as there are two columns alone.
  if (header.length === 2) {
    const pairs = [header, ...rows].flatMap((row) => statement(row[0], row[1], row, table.place));
    if (pairs.length > 1) return pairs;
  }
  // A row for each model, a column for each attribute; the names stand in the first column, or under "Model".
  const names = Math.max(
    header.findIndex((cell) => /^models?(?: names?)?$|^模型$/i.test(cell)),
    0,
  );
  const own = rows.find((row) => isOwnName(row[names] ?? '', repo));
  if (own !== undefined) {
    return header.flatMap((label, column) =>
      column === names ? [] : statement(label, own[column], own, table.place),
    );
  }
  // A column for each model, as tables of benchmarks have it, "# Total Params" among their rows.
  const column = header.findIndex((cell) => isOwnName(cell, repo));
  if (column < 1) return [];
  return rows.flatMap((row) => {
    const label = row.slice(0, column).find((cell) => attributeOf(cell) !== null);
    return label === undefined ? [] : statement(label, row[column], row, table.place);
  });
}

/** `- Number of Layers: 48`, `- **Context Length**: 128K`: how cards without tables say it. */
const LISTED = /^\s{0,4}[-*+•]\s+(?:\*\*)?([^:：*|]{3,60}?)(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*(\S.{0,200})$/;

function statementsOfLists(body: string): CardStatement[] {
  const lines = body
    .slice(0, LOOKED_AT)
    .split(/\r?\n/)
    .filter((line) => line.length < 400);
  return lines.flatMap((line) => {
    const match = LISTED.exec(line);
    if (match === null) return [];
    return statement(plainText(match[1] ?? ''), plainText(match[2] ?? ''), [plainText(line)], 'list');
  });
}

/** Of lists only those at the beginning speak of the model itself; further down they explain how to run it. */
const LOOKED_AT = 20_000;

function statement(
  label: string | undefined,
  written: string | undefined,
  row: readonly string[],
  place: string,
): CardStatement[] {
  const attribute = attributeOf(label ?? '');
  const value = written?.trim() ?? '';
  if (attribute === null || !/[\p{L}\p{N}]/u.test(value) || value.length > 200) return [];
  const quote = row
    .filter((cell) => cell !== '')
    .join(' | ')
    .slice(0, LONGEST_QUOTE);
  if (attribute === 'total_parameters') return sizes(value, quote, place);
  if (NUMBERS.has(attribute) && !/\d/.test(value)) return [];
  return [{ attribute, written: value, place, quote }];
}

const NUMBERS = new Set(['active_parameters', 'experts', 'layers', 'context_length', 'training_tokens']);

/** `355B-A32B`, `30.5B in total and 3.3B activated`: one cell for both. */
function sizes(value: string, quote: string, place: string): CardStatement[] {
  const pair =
    /(\d[\d.,]*\s?[TBM])\s?-\s?A(\d[\d.,]*\s?[TBM])\b/i.exec(value) ??
    /(\d[\d.,]*\s?[TBM])\w*\s+(?:in )?total\b.{1,20}?(\d[\d.,]*\s?[TBM])\w*\s+(?:is |are )?activ/i.exec(
      value,
    );
  if (pair !== null) {
    const [, total = '', active = ''] = pair;
    return [
      { attribute: 'total_parameters', written: total, place, quote },
      { attribute: 'active_parameters', written: active, place, quote },
    ];
  }
  // A size of files is not one of parameters; "7" without a unit could be anything.
  if (!/\d\s?(?:[TBM]\b|trillion|billion|million|亿|万)/i.test(value) || /\b[GMT]i?B\b/.test(value))
    return [];
  return [{ attribute: 'total_parameters', written: value, place, quote }];
}

function attributeOf(label: string): string | null {
  const text = label
    .replaceAll(/\([^()]{0,80}\)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  // "Number of Paramaters (Non-Embedding)" says what it counts in its brackets.
  if (label.length > 80 || /non[\s-]?embedding/i.test(label)) return null;
  return LABELS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
