/**
 * Markdown of services whose documents name no escape (DingTalk, WeCom): what they would take for markup or a mention is
 * replaced by the full-width character that looks like it, so that the reader sees the text and nothing happens.
 */

const LOOKALIKES: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '*': '＊',
  '`': '｀',
  '[': '［',
  ']': '］',
  '\\': '＼',
  '~': '～',
  '|': '｜',
};

/** One line of plain text in such markdown. */
export function unescapableMarkdown(line: string): string {
  return line
    .replaceAll(/[<>*`[\]\\~|]/g, (character) => LOOKALIKES[character] ?? character)
    .replaceAll(/&(?=#?\w+;)/g, '＆')
    .replaceAll(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => '＿'.repeat(run.length))
    .replace(/^#+/, (run) => '＃'.repeat(run.length))
    .replace(/^[-=+]{2,}/, (run) => '—'.repeat(run.length));
}

/** A link behind a label. Brackets in the address would end it. */
export function markdownLink(label: string, url: string): string {
  return `[${unescapableMarkdown(label)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
