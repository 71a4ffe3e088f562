import type { Attribute } from '../../domain/observation.ts';

/** Headers of columns and labels of infoboxes, folded, by what they mean. What is in none of these keeps its own name. */
const WORDS: readonly (readonly [Attribute, string])[] = [
  [
    'released_on',
    `release; releases; released; release date; release dates; release year; release time; released on; released in;
    release date and time; initial release; initial release date; first release; first release date; first released;
    initially released; public release; public release date; official release; official release date; date of release;
    date released; launch; launched; launch date; launch year; date of launch; publication date; published; debut;
    debut date; introduced; date introduced; date; year; month; year of release; year released; available since;
    发布; 发布日期; 发布时间; 发布年份; 发布日; 发布于; 首次发布; 首次发布日期; 首次发布时间; 首次发布版本; 初始版本;
    初始发布; 初次发布; 正式发布; 正式发布日期; 公开发布; 公开日期; 发行; 发行日期; 发行时间; 首次发行; 推出; 推出日期;
    推出时间; 推出年份; 上线; 上线日期; 上线时间; 开源日期; 开源时间; 问世; 日期; 时间; 年份`,
  ],
  [
    'active_parameters',
    `active parameters; active params; active param; activated parameters; activated params; active parameter count;
    parameters active; params active; parameters activated; params activated; active parameters per token;
    激活参数; 激活参数量; 激活参数数量; 激活参数规模; 激活参数数; 活跃参数; 活跃参数量; 启用参数; 参数量 激活; 参数 激活;
    参数量激活; 参数激活`,
  ],
  [
    'total_parameters',
    `parameters; params; param; parameter count; parameter size; parameters total; params total; total parameters;
    total params; total parameter count; model size; model sizes; size; sizes;
    参数; 参数量; 参数数; 参数数量; 参数规模; 参数总量; 总参数; 总参数量; 总参数数; 参数量 总计; 参数 总计; 参数量 总量;
    模型规模; 模型大小; 规模; 大小`,
  ],
  ['experts', 'experts; routed experts; total experts; 专家; 专家数; 专家数量; 路由专家; 路由专家数'],
  ['layers', 'layers; layer; 层数'],
  [
    'context_length',
    `context; context length; context lengths; context window; context windows; context size; max context;
    maximum context; max context length; maximum context length; context length tokens; context window tokens;
    上下文; 上下文长度; 上下文窗口; 最大上下文; 最大上下文长度; 上下文视窗; 语境长度; 语境窗口`,
  ],
  [
    'license',
    `license; licenses; licence; licences; licensing; model license; model licence; weights license;
    许可证; 许可; 许可协议; 授权; 授权条款; 开源协议; 开源许可; 开源许可证; 协议`,
  ],
  [
    'openness',
    `openness; open source; open-source; open weights; open weight; open-weights; open-weight; open-sourced; open;
    availability; access; accessibility; 开源; 开放; 是否开源; 开源情况; 开放权重; 开源权重`,
  ],
  [
    'modalities',
    'modality; modalities; supported modalities; input modality; input modalities; 模态; 支持模态; 模态类型',
  ],
  ['architecture', 'architecture; architectures; model architecture; 架构; 模型架构'],
  [
    'training_tokens',
    `corpus size; corpus; training data; training data size; dataset size; training dataset; training dataset size;
    training corpus; pretraining data; pre-training data; tokens; training tokens; pretraining tokens; pre-training tokens;
    训练数据; 训练数据量; 训练资料; 预训练数据; 预训练数据量; 训练语料; 语料库大小; 语料规模`,
  ],
  [
    'training_cost',
    'training cost; training costs; cost of training; cost; training compute cost; 训练成本; 训练费用',
  ],
  ['languages', 'language; languages; available languages; supported languages; 语言; 支持语言'],
  [
    'base_model',
    'base model; base models; based on; derived from; foundation model; 基础模型; 基座模型; 基于',
  ],
  ['paper', 'paper; papers; publication; publications; technical report; 论文; 技术报告'],
  ['prices', 'price; prices; pricing; 价格; 定价'],
  ['benchmarks', 'benchmark; benchmarks; 基准; 基准测试'],
  ['lifecycle', 'status; state; support status; development status; 状态; 开发状态; 支持状态'],
  [
    'developer',
    `developer; developers; developer s; developed by; original author s; company; companies; organization; organisation;
    organizations; lab; labs; creator; creators; vendor; provider; maker; publisher; institution;
    开发者; 开发商; 开发公司; 开发单位; 研发机构; 研发单位; 公司; 企业; 机构; 组织; 厂商; 发行商`,
  ],
  [
    'founded',
    'founded; established; formed; formation; inception; 成立; 成立日期; 成立时间; 成立年份; 创立; 创立日期; 创办; 创办于',
  ],
  ['founder', 'founder; founders; founder s; 创办人; 创始人; 创立者'],
  ['headquarters', 'headquarters; headquarter; headquarters location; location; 总部; 总部地点; 总部地址'],
  ['owner', 'owner; owners; parent; parent company; parent organization; 所有者; 所有权者; 母公司; 拥有者'],
  ['investors', 'investor; investors; key investors; 投资者; 投资方'],
  ['valuation', 'valuation; 估值'],
  ['employees', 'employees; employee; staff; 员工; 员工人数; 员工数; 员工数目; 雇员; 雇员人数; 雇员数目'],
  ['restrictions', 'restrictions; restriction; bans; blocked in; 限制; 封禁'],
  [
    'name_zh',
    'native name; chinese name; chinese; simplified chinese; chinese simplified; 中文名; 中文名称; 原名; 本地名称',
  ],
];

const ATTRIBUTES = new Map(
  WORDS.flatMap(([attribute, words]) => words.split(/;\s+/).map((word) => [word.trim(), attribute] as const)),
);

/** The attribute that a folded header means, in simplified characters; null where it means none that the catalog knows. */
export function attributeOfHeader(folded: string): Attribute | null {
  return ATTRIBUTES.get(folded) ?? null;
}
