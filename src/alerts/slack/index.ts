import type { Channel, RenderedMessage, SendContext, SendOutcome } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { type MessagePost, postMessage } from '../post-message.ts';
import { addressBelow } from '../service-address.ts';
import { judgeApi, judgeWebhook } from './answer.ts';
import { SLACK_API, type SlackChannelConfig } from './config.ts';
import { slackMessage } from './message.ts';

const CONTENT_TYPE = 'application/json; charset=utf-8';
/** The API repeats the message in its answer. */
const ANSWER_BYTES = 128 * 1024;

/** Posts alerts to one channel of Slack: through an incoming webhook, or as a bot, which can edit its messages. */
export function createSlackChannel(config: SlackChannelConfig, timeoutMs?: number): Channel {
  const { id, url, token, channel: conversation = '', api = SLACK_API } = config;
  const reach = { allowPrivateNetwork: config.allow_private_network ?? false, timeoutMs };

  function callApi(method: string, token: string, body: string, context: SendContext): Promise<SendOutcome> {
    const post: MessagePost = {
      ...reach,
      url: addressBelow(api, method),
      headers: { 'content-type': CONTENT_TYPE, authorization: `Bearer ${token}` },
      body,
      secrets: [token],
      answerBytes: ANSWER_BYTES,
      judge: judgeApi,
    };
    return postMessage(post, context);
  }

  const shared = {
    id,
    kind: 'slack',
    /** https://docs.slack.dev/apis/web-api/rate-limits: one message a second to a channel. */
    pace: [{ messages: 1, ms: 1000 }],
    render: (content, reader) => ({
      contentType: CONTENT_TYPE,
      body: JSON.stringify(slackMessage(messageParts(content, reader))),
    }),
  } satisfies Partial<Channel>;

  if (token === undefined) return { ...shared, send: sendToWebhook };

  async function sendToWebhook(message: RenderedMessage, context: SendContext): Promise<SendOutcome> {
    const headers = { 'content-type': message.contentType };
    return await postMessage(
      { ...reach, url: url ?? '', headers, body: message.body, judge: judgeWebhook },
      context,
    );
  }

  return {
    ...shared,
    send: (message, context) =>
      callApi('chat.postMessage', token, addressed(message, { channel: conversation }), context),
    /** https://docs.slack.dev/reference/methods/chat.update */
    edit: (messageId, message, context) => {
      const [channel = '', ts = ''] = messageId.split('/');
      return callApi('chat.update', token, addressed(message, { channel, ts }), context);
    },
  };
}

/** The stored message says what is told; where it goes is the channel's own. */
function addressed({ body }: RenderedMessage, where: Readonly<Record<string, string>>): string {
  return JSON.stringify({ ...where, ...(JSON.parse(body) as object) });
}
