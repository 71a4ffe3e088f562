const AGO =
  /^\W*(?:(?:last\s+)?(?:updated|posted|published|edited|modified)\W*)?(?:(?:about|over|almost)\s+)?(?:\d+|an?|one)\s*(?:s|sec|seconds?|m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|years?)\s+(?:ago|read)\W*$/i;
const AGO_CHINESE = /^\W*(?:约|更新于|发布于)?\s*\d+\s*(?:秒|分钟|小时|天|周|个月|年)(?:前|阅读)?\W*$/;
const COUNTER =
  /^\W*(?:[\d.,]+\s*[kmb万亿]?\s*(?:\+\s*)?(?:views?|likes?|comments?|shares?|downloads?|stars?|reads?|replies|followers?|次?浏览|阅读量?|次阅读|点赞|评论|收藏|人看过)\W*)+$/i;
const COUNTER_CHINESE = /^\W*(?:浏览|阅读|点赞|评论|收藏|转发)(?:量|数|次数)?\W*[\d.,]+\s*万?\W*$/;
const COPYRIGHT = /^\W*(?:©|copyright\b|all rights reserved|版权所有)/i;
const COOKIES = /\bcookies?\b/i;
const CONSENT =
  /\b(?:accept|agree|allow|consent|prefer\w*|settings|policy|by (?:using|continuing))\b|同意|接受/i;

/** Longer ones speak of something, cookies or not. */
const LONGEST_TRIVIAL = 400;

/** Fewer words than these say nothing: `Read more`, `阅读更多`. */
const FEWEST_WORDS = 3;

/**
 * Whether a paragraph says nothing that anybody would be told of: buttons and labels, how long ago something was, counts
 * of views, cookie banners, copyright lines. They change without anything having happened.
 */
export function isTrivial(text: string): boolean {
  if (text.length > LONGEST_TRIVIAL) return false;
  if (wordCount(text) < FEWEST_WORDS) return true;
  if ([AGO, AGO_CHINESE, COUNTER, COUNTER_CHINESE, COPYRIGHT].some((pattern) => pattern.test(text)))
    return true;
  return COOKIES.test(text) && CONSENT.test(text);
}

/** Letters and digits apart, so that `Qwen3 released` is three; two Chinese characters are about one word. */
function wordCount(text: string): number {
  let count = 0;
  for (const [word] of text.matchAll(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{N}+/gu)) {
    count += /\p{Script=Han}/u.test(word) ? 0.5 : 1;
  }
  return count;
}
