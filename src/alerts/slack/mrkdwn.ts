import { escapeLine } from '../text-pieces.ts';

/**
 * Slack's mrkdwn. `&`, `<` and `>` are entities, which disarms `<!channel>` and `<@U…>` as well
 * (https://docs.slack.dev/messaging/formatting-message-text#escaping). It has no escape for what makes text bold, struck
 * out, code or an emoji: those become characters that look alike.
 */
export function escapeMrkdwn(text: string): string {
  return text
    .replace(/^>+/, (run) => '＞'.repeat(run.length))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll('`', 'ˋ')
    .replaceAll(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => '＿'.repeat(run.length))
    .replaceAll(/:(?=[\w+'-]+:)/g, '∶');
}

/** One line, in which an address is a link to itself. */
export function mrkdwnLine(line: string): string {
  return escapeLine(line, escapeMrkdwn, (url) => mrkdwnLink(url, null));
}

export function mrkdwnLink(url: string, label: string | null): string {
  const address = url.replaceAll('|', '%7C').replaceAll('&', '&amp;');
  // A vertical line would begin the label anew.
  return label === null ? `<${address}>` : `<${address}|${escapeMrkdwn(label.replaceAll('|', '¦'))}>`;
}
