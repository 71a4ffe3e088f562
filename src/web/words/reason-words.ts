import { safeLine } from '../../alerts/hostile-text.ts';
import type { Language } from '../../alerts/language.ts';

/** Why a claim is believed or cannot be true, as the catalog says it in English, and how it is said in Chinese. */
export const reasonsInChinese: Readonly<Record<string, string>> = {
  'the operator says so': '由运维人员指定',
  'nobody says otherwise': '没有相反的说法',
  'more sources agree on it': '更多来源一致',
  'the lab says so itself': '实验室自己的说法',
  'a page that is kept up to date outranks an article': '持续更新的页面优先于文章',
  'it is the most precise of those that fit together': '相互吻合的说法中最精确的一个',
  'it was said last': '最新的说法',
  'what others say cannot be true': '其他说法不可能成立',
  'nothing that is said can be true': '所有说法都不可能成立',
  'counted in the weights (safetensors metadata)': '由权重统计得出（safetensors 元数据）',
  'stated in the configuration that the weights run by': '权重所用的配置文件中写明',
  'stated by the lab in the model card': '实验室在模型卡中写明',
  'stated by the lab in the repo': '实验室在仓库中写明',
  'stated in the name of the repo': '仓库名称中写明',
  "published in the lab's own organization": '发布在实验室自己的组织下',
  'its first repo was seen public then': '首个仓库当时公开',
  'its first repo was made then; it may have been shown later': '首个仓库当时创建，公开时间可能更晚',
  'the weights are on the Hub': '权重已在 Hub 上',
  'from the task the repo is tagged with': '根据仓库标注的任务',
  'linked by the lab in the repo': '实验室在仓库中给出的链接',
  'as its releases are found to be': '根据其各个发布的情况',
  'everything that is said of it': '综合所有说法',
  configured: '来自配置',
  'the weights are packed: they hold less than the name says': '权重经过压缩，少于名称所示的参数量',
  'the weights hold another number of parameters': '权重中的参数量与此不同',
  'the number is the version in its name': '这个数字是名称中的版本号',
  'more parameters active than there are': '激活参数多于总参数',
  'its weights were public long before': '权重早已公开',
};

const RANGE = /^range over (\d+) models$/;

/** Why something is believed, or cannot be: in English as the catalog has it where there is no other wording. */
export function reasonInWords(reason: string, language: Language): string {
  if (language === 'en') return safeLine(reason);
  const [, models] = RANGE.exec(reason) ?? [];
  if (models !== undefined) return `${models} 个模型的范围`;
  return reasonsInChinese[reason] ?? safeLine(reason);
}
