import type { Topic } from './signal.ts';

/** In the order in which they are asked: a price that beats another is a price. */
const signs: readonly (readonly [Topic, RegExp])[] = [
  ['adoption', /\b(?:million|billion)\b.{0,20}\b(?:users|downloads)\b/],
  [
    'incident',
    /\b(?:breach(?:e[sd])?|leaks?|leaked|exposed|hack(?:ed|ers?|s|ing)?|vulnerab\w+|jailbr\w+|outages?|crash(?:es|ed)?|cyber-?attacks?|malicious|malware|backdoors?|goes down|went down|database open|security (?:flaws?|holes?|risks?)|fake|scams?|plagiari\w+|hijack\w*)\b|泄露|泄漏|宕机|攻击|漏洞|崩了|崩溃|越狱|故障|后门|仿冒|诈骗|投毒/,
  ],
  [
    'policy',
    /\b(?:bans?|banned|banning|bars|barred|curbs?|blocks?|blocked|blacklist\w*|entity list|export (?:controls?|curbs?|rules?)|regulat\w+|watchdogs?|probes?|investigat\w+|lawmakers?|senators?|sanction\w*|privacy|censor\w*|lawsuits?|sues?|sued|court|copyright|governments?|prohibit\w*|restrict\w*|pentagon|antitrust|bill to|commerce department|ministry|subpoena\w*)\b|禁用|封禁|禁止|监管|出口管制|实体清单|起诉|调查|下架|暂停下载|隐私|网信办|备案|制裁|诉讼|侵权/,
  ],
  [
    'price',
    /\b(?:pric(?:e|es|ed|ing)|discounts?|cheap(?:er|est)?|free of charge|for free|free to use|makes? .{0,30} free|cuts? costs?|costs? (?:cut|less)|off-peak|subscriptions?|token plan|fees?)\b|降价|涨价|价格|免费|折扣|优惠|收费|定价|套餐|订阅/,
  ],
  [
    'funding',
    /\b(?:rais(?:es|ed|ing)|funding|fundrais\w+|valu(?:ation|ed)|ipo|invest(?:s|ed|ing|ment|ments|ors?)?|stake|acqui(?:res?|red|sition)|listing|goes public|shares|stock|financing|backers?|buys|prospectus|hong kong debut|round)\b|融资|估值|上市|投资|收购|ipo|港交所|招股|领投|入股|市值|股价|募资/,
  ],
  [
    'benchmark',
    /\b(?:benchmarks?|beats?|beating|outperform\w*|tops?|topped|leaderboards?|rank(?:s|ed|ing|ings)?|scor(?:e|es|ed|ing)|arena|surpass\w*|versus|vs|compared?|comparison|evaluat\w+|tested|hands-on|swe-bench|aime|overtakes?|edges? out|trails?|lags?|matches|gold medal|best open)\b|超越|超过|榜|跑分|评测|测评|实测|得分|登顶|击败|对比|夺冠|比拼|金牌|谁更|第一/,
  ],
  [
    'adoption',
    /\b(?:adopt\w*|us(?:es|ed|ing)|switch(?:es|ed|ing)?|integrat\w+|downloads?|downloaded|users|customers?|partner\w*|deploy\w*|runs? on|running|built on|build on|builds on|powered by|powers?|based on|runs?|support(?:s|ed|ing)?|leans? on|chooses?|picks?|teams? up|moves? to|embrac\w*|relies|gguf|quanti[sz]\w+|fine-?tun\w+|distill\w*|derived|ollama|vllm|popular\w*|monthly active|hosts?|offers?|replicas?|clones?|reproduc\w+|rewrit\w+|migrat\w+)\b|接入|采用|下载量|下载|用户|日活|月活|合作|部署|适配|基于|搭载|使用|微调|蒸馏|量化|选用|落地|客户/,
  ],
  [
    'research',
    /\b(?:papers?|stud(?:y|ies)|research\w*|technical report|arxiv|architecture|training of|inside the|(?:training) (?:method|technique|cost)s?|attention|algorithms?|peer[- ]review\w*|nature|explain\w*|interpretab\w*|scientists?|understanding|survey|dataset)\b|论文|研究|技术报告|架构|算法|机制|解读|学者/,
  ],
];

/** What a text about a lab is about: the first of its parts to show it decides. Null where none does. */
export function topicOf(...texts: readonly string[]): Topic | null {
  for (const text of texts) {
    const topic = firstTopic(text);
    if (topic !== null) return topic;
  }
  return null;
}

function firstTopic(folded: string): Topic | null {
  return signs.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}
