import { judgeByCode } from '../answered-code.ts';

/** More than 20 messages a minute, and the robot is blocked for 10 minutes. */
const BLOCKED_MS = 10 * 60_000;

const SECURITY =
  'its security settings refuse it: is `secret` that of the robot, the clock right, the address allowed?';

/** A robot answers 200 and `errcode` (https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages). */
export const judgeDingtalk = judgeByCode({
  fields: ['errcode'],
  wait: { 130101: BLOCKED_MS, 410100: BLOCKED_MS },
  final: {
    300001: 'the token in the address is not valid',
    310000: SECURITY,
    40035: 'the message is not valid',
    400013: 'the group was dissolved',
    400101: 'there is no such token',
    400102: 'the robot is disabled',
    400105: 'the message is of a type that the robot does not know',
    400106: 'there is no such robot',
    430101: 'an address in it is called unsafe',
    430102: 'its text is called improper',
    430103: 'a picture in it is called improper',
    430104: 'its content is called improper',
    460101: 'it is too long',
  },
});
