import { answeredCode, isSuccess } from '../answered-code.ts';
import type { Channel, SendOutcome } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import { type Judgement, judgeStatus } from '../receiver-answer.ts';
import { teamsBody } from './card.ts';
import type { TeamsChannelConfig } from './config.ts';

/** Posts alerts to Microsoft Teams through a workflow, which answers 202 and posts the card then. */
export function createTeamsChannel(config: TeamsChannelConfig, timeoutMs?: number): Channel {
  return {
    id: config.id,
    kind: 'teams',
    // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#rate-limiting-for-connectors
    pace: [{ messages: 4, ms: 1000 }],
    render: (content, reader) => ({
      contentType: 'application/json',
      body: teamsBody(messageParts(content, reader)),
    }),
    send: (message, context) => {
      const post = {
        url: config.url,
        headers: { 'content-type': message.contentType },
        body: message.body,
        allowPrivateNetwork: config.allow_private_network ?? false,
        timeoutMs,
        judge: judgeTeams,
      };
      return postMessage(post, context);
    },
  };
}

/** Gateways in front of Teams answer 200 with the failure in words, its true status among them. */
function judgeTeams(judgement: Judgement): SendOutcome {
  if (!isSuccess(judgement)) return judgeStatus(judgement);
  const { body } = judgement.answer;
  if (!/message delivery failed/i.test(body)) return { kind: 'sent' };
  const status = /HTTP error (\d{3})/i.exec(body)?.[1] ?? '';
  const passes = !status.startsWith('4') || status === '429' || status === '408';
  return answeredCode(passes ? 'retry' : 'rejected', judgement, status || 'delivery-failed');
}
