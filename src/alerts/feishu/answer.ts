import { judgeByCode } from '../answered-code.ts';

/** 100 messages a minute and 5 a second (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot). */
const WAIT_MS = 60_000;

const SIGNATURE = 'is `secret` that of the bot, and the clock right? It is compared within an hour';

/**
 * A custom bot answers 200 and a code: 0, or `StatusCode` 0, is success
 * (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot and
 * https://open.feishu.cn/document/server-docs/getting-started/server-error-codes).
 */
export const judgeFeishu = judgeByCode({
  fields: ['code', 'StatusCode'],
  wait: { 9499: WAIT_MS, 11232: WAIT_MS, 99991400: WAIT_MS },
  final: {
    10208: 'the bot was taken out of the group, or is disabled',
    19001: 'the address of the bot is not valid',
    19002: 'the message is not valid',
    19021: SIGNATURE,
    19022: 'the bot does not accept messages from this address: see its allow list',
    19024: 'the bot asks for a keyword: use a signature instead',
    19036: 'the bot was taken out of the group, or is disabled',
  },
});
