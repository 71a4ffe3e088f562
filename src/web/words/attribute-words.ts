import type { Language } from '../../alerts/language.ts';
import type { Attribute } from '../../domain/observation.ts';

type Names = Readonly<Partial<Record<Attribute, string>>>;

/** Attributes that no alert speaks of; in English most are called as they are written. */
export const attributeWords: Readonly<Record<Language, Names>> = {
  en: { name_zh: 'Chinese name', alias: 'also called', weights_on: 'weights public since' },
  'zh-CN': {
    paper: '论文',
    announcement: '公告',
    founded: '成立时间',
    founder: '创始人',
    headquarters: '总部',
    owner: '所有者',
    investors: '投资方',
    valuation: '估值',
    employees: '员工数',
    restrictions: '限制',
    name_zh: '中文名',
    alias: '别名',
    weights_on: '权重公开于',
    specialty: '专长',
    training: '训练方式',
    training_stages: '训练阶段',
    training_hours: '训练时长',
    hardware: '硬件',
    adoption: '应用情况',
    users: '用户',
    derivatives: '衍生模型数',
    assessment: '评价',
    policy: '政策',
    incident: '事件',
    access: '使用方式',
  },
};
