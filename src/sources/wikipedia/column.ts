import { attributeOfHeader } from './header-words.ts';
import { oneLine } from './plain-text.ts';
import { simplified } from './simplified.ts';

/** What a column is for. */
export interface Column {
  /** `family`, `name` and `variant` say what a row speaks of, `prose` is wording, the rest are fields. */
  readonly role: 'family' | 'name' | 'variant' | 'prose' | 'field';
  /** Attribute, else the folded header. */
  readonly field: string;
  /** What bare numbers in it are counted in, as `billion`; null where the header names no unit. */
  readonly unit: string | null;
}

const ROLES: readonly (readonly [Column['role'], string])[] = [
  [
    'family',
    `series; family; families; model series; model family; major version; major versions; main version; main versions;
    generation; product line; 系列; 家族; 模型系列; 模型家族; 主要版本; 大版本; 世代`,
  ],
  [
    'name',
    `name; names; model; models; model name; model names; model version; ai model; ai models; language model; llm; llms;
    llm name; name of model; names of models; version; versions; version name; version number; release name; title;
    chatbot; chatbots; product; products; product name; software; system; 名称; 名字; 模型; 模型名; 模型名称; 模型版本;
    型号; 大模型; 语言模型; 开源模型; 版本; 版本号; 版本名称; 产品; 产品名称; 聊天机器人`,
  ],
  [
    'variant',
    `variant; variants; major variants; main variants; notable variants; model variants; editions; sub-models;
    sub-versions; checkpoints; models released; 变体; 主要变体; 子模型; 子版本; 分支; 衍生版本; 衍生模型`,
  ],
  // Wording and references: an edit there is no news.
  [
    'prose',
    `note; notes; remark; remarks; comment; comments; description; descriptions; detail; details; feature; features;
    key features; highlights; summary; overview; changes; capabilities; performance; use; uses; purpose; ref; refs;
    reference; references; source; sources; citation; citations; link; links; image; images; logo; no; id;
    备注; 附注; 注释; 注解; 说明; 描述; 简介; 详情; 特点; 特性; 特色; 功能; 亮点; 更新内容; 用途; 评价; 参考; 参考文献;
    参考资料; 来源; 出处; 图片; 序号; 编号`,
  ],
];

const ROLE_OF = new Map(
  ROLES.flatMap(([role, words]) => words.split(/;\s+/).map((word) => [word.trim(), role] as const)),
);

const LONGEST_FIELD = 60;

/** Lower case, half width, simplified characters, without parentheses, signs and "number of": headers that mean the same read the same. */
export function foldHeader(text: string): string {
  return simplified(oneLine(text.slice(0, 200).normalize('NFKC')))
    .toLowerCase()
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .replace(/(?:^| )(?:number of|no of|approx(?:imate)?|the)(?= |$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a column is for, by the headers above it, topmost first: `Parameters` over `Active` are active parameters. */
export function readColumn(headers: readonly string[]): Column {
  const whole = foldHeader(headers.join(' '));
  const last = foldHeader(headers.at(-1) ?? '');
  const unit = unitIn(headers.join(' '));
  for (const label of [whole, last]) {
    const role = ROLE_OF.get(label);
    if (role !== undefined) return { role, field: slug(label), unit: null };
    const attribute = attributeOfHeader(label);
    if (attribute !== null) return { role: 'field', field: attribute, unit };
  }
  return { role: 'field', field: slug(whole), unit };
}

/** Empty for a header without any letter or digit. */
export function slug(folded: string): string {
  return folded
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_FIELD);
}

const UNIT =
  /[(（](?:in |单位[:：]?|單位[:：]?)?\s*((?:billions?|millions?|trillions?|thousands?|bn|B|M|T|K|十亿|十億|亿|億|万亿|兆|百万|万|萬)(?: (?:of )?(?:tokens|parameters|words|US\$|USD))?)[)）]/i;

function unitIn(header: string): string | null {
  return UNIT.exec(header.slice(0, 200))?.[1] ?? null;
}

/** `671` under "Parameters (billion)" is `671 billion`: the number alone would say something else. */
export function withUnit(text: string, unit: string | null): string {
  if (unit === null || !/^[~≈<>≥≤]?\s?[\d.,]+(?:\s?[–-]\s?[\d.,]+)?\+?$/.test(text)) return text;
  return `${text} ${unit}`;
}
