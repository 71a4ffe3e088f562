/**
 * Words that hold or are a name of the lexicon and mean something else. They are found like names, the longest first,
 * and swallow what is inside them.
 */
export const collisions: readonly string[] = `
中美团队 欧美团队 亚美团队 北美团队 赞美团 阿里山 阿里地区 拳王阿里 文心雕龙 小米粥 小米椒 小米辣 天工开物 混元气 混元桩 混元太极 混元一气 智源于
快手艺 豆包子 红豆包 蓝心羽 大商汤 百川东 海纳百川 书生意气 天宫天工
in vivo|ex vivo|step by step|next step|first step|river kwai|seed round|seed funding|seed capital|seed stage|
kimi raikkonen|kimi räikkönen|kimi antonelli|ernie els|ernie pyle|bert and ernie|moonshot thinking|moonshot factory|
moonlight sonata|ming dynasty|ring finger|wedding ring|boxing ring|step function|step change|google moonshot|
tiangong space|tiangong-1|tiangong-2|mimo antenna|massive mimo|x mimo|minimax theorem|minimax optimal|minimax rate|minimax rates|minimax regret|minimax search|xiaomi city
`
  .split(/[|\n]|(?<=[\u4e00-\u9fff]) /)
  .map((word) => word.trim())
  .filter((word) => word !== '');
