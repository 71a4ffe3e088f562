import { safeLine } from '../../alerts/hostile-text.ts';
import type { Language } from '../../alerts/language.ts';

/** Why something was not delivered, by the code of its error. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  auth: '对方不接受登录信息',
  expired: '已过期，不再发送',
  file: '无法写入文件',
  'forbidden-address': '指向内网地址，不允许访问',
  gone: '接收地址已永久失效',
  interrupted: '发送被中断',
  network: '网络连接失败',
  'rate-limited': '对方要求稍后再发',
  redirect: '接收地址已转移到别处',
  timeout: '响应超时',
  tls: '无法建立加密连接',
  'unclear-answer': '对方的答复无法理解',
};

/** In the reader's language; with what the receiver answered, where its code says it. */
export function deliveryErrorInWords(code: string, message: string, language: Language): string {
  if (language === 'en') return safeLine(message, 200);
  const [, answered] = /^(?:http|smtp|code)-(.+)$/.exec(code) ?? [];
  if (answered !== undefined) return `对方答复 ${safeLine(answered, 60)}`;
  return IN_CHINESE[code] ?? `出错（代码 ${safeLine(code, 60)}）`;
}
