/** What went wrong at a source, by the code of its error. */
const ERRORS: Readonly<Record<string, string>> = {
  network: '网络连接失败',
  'rate-limited': '对方要求稍后再访问',
  'forbidden-address': '指向内网地址，不允许访问',
  'upstream-status': '对方拒绝请求或服务出错',
  'upstream-not-json': '返回内容不是 JSON',
  'upstream-not-feed': '返回内容不是订阅源',
  'upstream-not-html': '返回内容不是网页',
  'upstream-challenge': '返回了人机验证页面',
  'upstream-shape': '返回内容的结构与预期不符',
  'upstream-truncated': '返回内容不完整',
  'upstream-too-large': '返回内容过大',
  'upstream-timeout': '响应超时',
  'upstream-unauthorized': '需要登录凭据',
  'upstream-not-found': '地址不存在',
  'upstream-gone': '地址已永久失效',
  'upstream-redirects': '重定向异常',
  'upstream-empty': '返回内容为空',
  'robots-disallow': 'robots.txt 不允许抓取',
  'robots-unreachable': '无法读取 robots.txt',
  'selector-empty': '页面上找不到 select 指定的内容',
  'selector-invalid': 'select 不是有效的 CSS 选择器',
};

/** In words; with its code alone where it is none of those that are known. */
export function errorInChinese(code: string): string {
  return ERRORS[code] ?? `出错（代码 ${code}）`;
}

const MENDING: Readonly<Record<string, string>> = {
  network: '请检查地址是否正确（sources.yaml、HF_ENDPOINT），以及代理和防火墙设置。',
  'upstream-not-found': '页面可能已迁移：请找到新地址并更新 sources.yaml。',
  'upstream-gone': '页面可能已迁移：请更新 sources.yaml 中的地址，或删除该来源。',
  'upstream-unauthorized': '该来源需要凭据：Hugging Face 请检查 HF_TOKEN；其他来源只能读取公开内容。',
  'upstream-challenge':
    '对方要求人机验证：请降低访问频率（every:）、填写联系方式（MODELWATCH_CONTACT），或换用内容相同的其他订阅源。',
  'upstream-not-feed': '这不是订阅源：请用浏览器打开页面，找到订阅源本身的地址。',
  'upstream-not-html': '这不是网页：订阅源请用 feed 类型，接口列表请用 json-api 类型。',
  'upstream-not-json': '返回的不是数据：请确认填写的是接口地址。',
  'upstream-empty': '返回内容为空：请用浏览器打开确认。',
  'upstream-redirects': '重定向循环：请把浏览器最终打开的地址写入 sources.yaml。',
  'upstream-too-large': '返回内容超出读取上限：请换用更小的订阅源或页面。',
  'robots-disallow': '对方的 robots.txt 不允许程序抓取：请换用订阅源，或从 sources.yaml 中删除。',
  'selector-empty': '页面已改版：请在 sources.yaml 中更新 select。',
  'selector-invalid': 'sources.yaml 中的 select 不是有效的 CSS 选择器。',
  'forbidden-address': '该地址指向内网：如需访问，请设置 MODELWATCH_ALLOW_PRIVATE_NETWORK=1。',
};

/** What a person can do about an error of a source; null where waiting is all there is. */
export function mendingInChinese(code: string): string | null {
  return MENDING[code] ?? null;
}
