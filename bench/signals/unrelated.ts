import type { ArticleText } from '../../src/domain/signals/recognise.ts';

const actors =
  'Apple,Google,Toyota,Kimi Räikkönen,The city council,Ernie Els,Microsoft,A small studio,Nintendo,Xiaomi,Tencent,Alibaba,NASA,Ming Pao,Yi Wang,Marco Rubio,OpenAI,Ring,The Seed Bank,vivo,Researchers,Mozilla,Meta,小米,腾讯视频,美团,华为,央视,故宫博物院,快手主播'.split(
    ',',
  );
const acts =
  'launches,releases,unveils,open-sources,debuts,announces,rolls out,drops,introduces,发布,推出,上线,开源,公布'.split(
    ',',
  );
const objects =
  'a new phone,Step 3 of its plan,a ring with 2.5 carat,Emu 2 sculptures,360 cameras,the seed catalogue 2025,Orion 14 telescope,Spark 4.0 for data teams,R2 recycling rules,V3 of its website,a K2 climbing route,M2 laptops,Moss 1.2 static site builder,an open-source model railway,Wan 5 noodles,dots 2.0 notebook,新手机,豆包新口味,混元太极课程,文心雕龙讲座,天工开物展,百川归海纪录片,小米粥食谱,a free language course,Ling 4 ski jump,Ming 2 exhibition,GLM tutorials,Kat 5 storm warning,MIMO 8x8 routers,Gemini 3 Pro,Llama 4'.split(
    ',',
  );
const places = [
  'in Berlin',
  'next month',
  'for schools',
  'with AI search',
  'on Hugging Face',
  'after a long wait',
  '',
  '在北京',
  '今日',
];

/** Items about no lab's models, made of words that names are made of. The same each time. */
export function makeUnrelated(count: number): ArticleText[] {
  return Array.from({ length: count }, (_, i) => {
    const title = [pick(actors, i), pick(acts, i * 7 + 3), pick(objects, i * 13 + 5), pick(places, i * 5 + 1)]
      .join(' ')
      .trim();
    const summary = `${pick(actors, i * 3 + 2)} said on Tuesday that ${pick(objects, i * 11 + 4)} would follow. ${pick(objects, i * 17)} ${pick(places, i * 2)}.`;
    return { title, summary, text: '' };
  });
}

function pick(words: readonly string[], at: number): string {
  // Multiplied by an odd number that shares no factor with the lengths, so that every pairing comes.
  return words[Math.floor(((at * 2_654_435_761) % 4_294_967_296) / 97) % words.length] ?? '';
}
