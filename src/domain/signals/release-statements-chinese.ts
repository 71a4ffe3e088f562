import type { Clause, Judged } from './release-statements.ts';
import type { Statement } from './signal.ts';

const verbs =
  /发布|推出|开源|上线|亮相|问世|登场|公布|官宣|放出|面世|上架|端出|祭出|甩出|亮出|推送|首发|更新|升级|开放|来了|揭晓/g;
const verbAfter =
  /^[^，。；！？,;!?]{0,16}?(?<verb>发布|推出|开源|上线|亮相|问世|登场|公布|官宣|放出|面世|上架|端出|祭出|甩出|亮出|推送|首发|来了|开放|更新|升级)/;
const indirect =
  /基于|搭载|接入|对标|超越|超过|击败|支持|媲美|不及|使用|采用|面向|适配|微调|应用|技术报告|论文|用户|教程|兼容|借助|调用|比肩|赶超|追赶|挑战|叫板|量化|蒸馏|同款|平替|插件|服务|平台|解决方案|一体机|登顶|位列|夺冠|排名|跻身|包括|等|与|比|的(?=.{0,6}用)/;
const meansBefore =
  /(?:基于|搭载|接入|对标|采用|使用|用|以|超越|比|与|和|支持|适配|媲美|击败|超过|把|让|给|借助|调用|内置|部署|集成|微调|蒸馏|如|像|包括)\s?[“"「]?$/;
const otherObject =
  /^\s?(?:的)?(?:技术报告|论文|降价|涨价|价格|教程|应用|插件|微调|服务|一体机|部署|适配|接口降价|api降价|api价格|用户|训练成本|蒸馏|量化|平台|解决方案|推理)/;
const planned =
  /将|即将|拟|计划|有望|预计|或于|或将|传闻|据传|消息称|曝光|曝|爆料|下月|下周|明年|年底前|推迟|跳票|预告|何时|要来|未发布|尚未|暂未|筹备|定档|准备|待发布|呼之欲出|延期|即刻预约|网传/;
const rumourStart = /^\W*(?:传|曝|网传|据传|消息称|爆料|传闻)/;
const denial = /否认|辟谣|不实|假消息|回应.{0,6}传闻/;
const question = /[?？]\s*$|吗[?？!！]?\s*$|何时/;
const fillers =
  /今日|今天|昨日|昨天|昨夜|今晨|凌晨|深夜|刚刚|突发|独家|官宣|快讯|消息|国产|全新|新一代|新一轮|团队|公司|正式|重磅|突然|低调|再次|又|再|最新|首个|首款|全球|宣布|悄悄|悄然|今|晚|已|日|月|年|\d+|创业|大模型|模型|ai|初创|企业|厂商|中国|北京|杭州|上海|[\s，、：:“”"'|【】[\]!！—-]/g;
const passing = /(?:(?:^|[，。\s])(?:自|继|随着|此前|去年|年初)|曾)[^，。]{0,20}$/;

/** What a Chinese sentence says of a release; null where the sentence is not Chinese, or only names it. */
export function chineseStatement(clause: Clause): Judged | null {
  const { folded, end } = clause;
  if (!/[\u4e00-\u9fff]/.test(folded)) return null;
  const after = folded.slice(end, end + 60);
  if (otherObject.test(after)) return { says: 'mentioned', reason: 'release-named' };
  if (denial.test(folded)) return { says: 'mentioned', reason: 'release-denied' };
  const judged = active(clause) ?? passive(clause, after) ?? plannedOnly(clause);
  if (judged && judged.says !== 'mentioned' && question.test(folded))
    return { says: 'planned', reason: 'release-in-question' };
  return judged;
}

function active(clause: Clause): Judged | null {
  const { folded, start, end } = clause;
  for (const match of [...folded.slice(0, start).matchAll(verbs)].toReversed()) {
    const from = match.index + match[0].length;
    const between = folded.slice(from, firstOwn(clause, from));
    if (folded.slice(from, start).length > 60) return null;
    if (/[。；;]/.test(between) || indirect.test(between)) continue;
    const before = folded.slice(0, match.index);
    if (isPlanned(folded, before.slice(clauseStart(before))))
      return { says: 'planned', reason: 'release-planned' };
    if (
      /^(?:后|以来|之后|的)/.test(folded.slice(from, from + 2)) ||
      /^[^，。]{0,6}(?:之后|以来|后[，,])/.test(folded.slice(end))
    ) {
      return { says: 'mentioned', reason: 'release-in-passing' };
    }
    if (!isOwn(clause, before)) return { says: 'mentioned', reason: 'released-by-another' };
    return { says: statementOf(match[0], folded), reason: 'launch-verb-with-release' };
  }
  return null;
}

/** The first of a list of releases is the verb's object, and the others with it. */
function firstOwn({ folded, start, own }: Clause, from: number): number {
  const earlier = own.filter((place) => place.start >= from && place.end <= start);
  const first = earlier[0];
  return first &&
    /^[\s、和与及,，]*/.exec(folded.slice(earlier.at(-1)?.end ?? start, start))?.[0].length ===
      start - (earlier.at(-1)?.end ?? start)
    ? first.start
    : start;
}

function passive(clause: Clause, after: string): Judged | null {
  const { folded, start, end } = clause;
  const before = folded.slice(0, start);
  if (meansBefore.test(before)) return null;
  const match = verbAfter.exec(after);
  const word = match?.groups?.verb ?? '';
  if (!match || indirect.test(match[0])) return null;
  // 开源 is an adjective too: 开源模型.
  if (
    word === '开源' &&
    /^(?:大?模型|社区|榜|生态|界|领域|阵营|力量|第一|最强)/.test(after.slice(match[0].length))
  )
    return null;
  if (passing.test(before) || /^(?:后|以来|之后|一周年|当天)/.test(after.slice(match[0].length))) {
    return { says: 'mentioned', reason: 'release-in-passing' };
  }
  const rest = after.slice(match[0].length);
  // "DeepSeek-R1上线某某平台": somebody else offers it.
  if (
    word === '上线' &&
    /^[a-z\u4e00-\u9fff]/.test(rest) &&
    !/^(?:了|开源|api|官网|网页|app|hugging|魔搭|modelscope|支持|即)/.test(rest)
  ) {
    return { says: 'mentioned', reason: 'released-by-another' };
  }
  // "DeepSeek-V3发布论文": the object is another.
  if (/^(?:论文|技术报告|财报|声明|教程|白皮书|榜单)/.test(rest)) return null;
  if (isPlanned(folded, folded.slice(clauseStart(before), end + match[0].length)))
    return { says: 'planned', reason: 'release-planned' };
  if (!isOwn(clause, before)) return { says: 'mentioned', reason: 'released-by-another' };
  return { says: statementOf(word, folded), reason: 'release-is-out' };
}

function plannedOnly(clause: Clause): Judged | null {
  const { folded, start, end } = clause;
  const before = folded.slice(0, start);
  if (
    meansBefore.test(before) ||
    !/曝光|定档|推迟|跳票|预告|要来|延期|呼之欲出|下周|下月|筹备/.test(
      folded.slice(clauseStart(before), end + 20),
    )
  )
    return null;
  return isOwn(clause, before) ? { says: 'planned', reason: 'release-planned' } : null;
}

function isPlanned(folded: string, clause: string): boolean {
  return planned.test(clause) || rumourStart.test(folded);
}

function clauseStart(before: string): number {
  return (
    Math.max(
      before.lastIndexOf('。'),
      before.lastIndexOf('；'),
      before.lastIndexOf('，'),
      before.lastIndexOf(','),
    ) + 1
  );
}

function isOwn({ own, others, home, start }: Clause, before: string): boolean {
  const from = clauseStart(before);
  const inside = (place: { start: number; end: number }) => place.start >= from && place.end <= before.length;
  const lastOwn = own.filter((place) => inside(place) && place.start !== start).at(-1);
  const lastOther = others.filter(inside).at(-1);
  if (lastOwn) return !lastOther || lastOwn.end >= lastOther.start;
  if (lastOther) return false;
  const actor = before.slice(from).replace(fillers, '');
  if (actor === '') return home || from === 0 || own.some((place) => place.end <= from);
  return home && actor.length <= 2;
}

function statementOf(word: string, folded: string): Statement {
  if (word === '开源' || /开源|权重/.test(folded)) return 'open-weights';
  if (word === '上线' || word === '开放') return 'available';
  return word === '公布' || word === '官宣' ? 'announced' : 'released';
}
