import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { piecesOf } from '../text-pieces.ts';

/**
 * Bytes of a message (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages): 28 KB.
 * Half of it is left, since what a workflow makes of a card counts.
 */
const BODY_BYTES = 14 * 1024;

/**
 * The message as an Adaptive Card in the envelope that workflows take
 * (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using). Text stands in
 * text runs, which know no Markdown (https://adaptivecards.io/explorer/TextRun.html).
 */
export function teamsBody(parts: MessageParts): string {
  return fitMessage(parts, bodyOf, (body) => Buffer.byteLength(body) <= BODY_BYTES);
}

function bodyOf(parts: MessageParts): string {
  const attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    contentUrl: null,
    content: cardOf(parts),
  };
  return JSON.stringify({ type: 'message', attachments: [attachment] });
}

function cardOf({ title, summary, lines, links }: MessageParts): unknown {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    // What every Teams client knows.
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      block([run(title, { weight: 'Bolder', size: 'Medium' })]),
      ...(summary === null ? [] : [block([run(summary, { weight: 'Bolder' })])]),
      ...lines.map((line) => block(piecesOf(line).map(runOf))),
    ],
    actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: disarm(label), url })),
  };
}

function block(inlines: readonly unknown[]): unknown {
  return { type: 'RichTextBlock', spacing: 'Small', inlines };
}

function runOf({ text, url }: { readonly text: string; readonly url?: string }): unknown {
  return url === undefined
    ? run(text, {})
    : run(text, { selectAction: { type: 'Action.OpenUrl', url } }, text);
}

function run(text: string, form: Readonly<Record<string, unknown>>, shown: string = disarm(text)): unknown {
  return { type: 'TextRun', text: shown, ...form };
}

/**
 * Cards replace `{{DATE(…)}}` (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features), templates
 * `${…}`, and mentions are `<at>…</at>`: none of it is left.
 */
function disarm(text: string): string {
  return text
    .replaceAll('{{', '｛｛')
    .replaceAll('${', '＄{')
    .replaceAll('@{', '＠{')
    .replaceAll(/<(?=\/?\s*at\b)/gi, '＜');
}
