import { describe, expect, it } from 'vitest';
import { areIndependent, type Outlet, SAME_TEXT } from '../../src/domain/independence.ts';
import { likenessOf, similarity } from '../../src/domain/likeness.ts';

function outlet(publisher: string, credit: string | null = null, likeness: string | null = null): Outlet {
  return { publisher, credit, likeness };
}

function independent(one: Outlet, other: Outlet): boolean {
  const answer = areIndependent(one, other);
  expect(areIndependent(other, one)).toBe(answer);
  return answer;
}

const STORY = `The company put its new model on sale this morning, at a third of the old price. Customers in
  Hangzhou had waited since spring; a spokeswoman called demand extraordinary and promised more machines by autumn.`;

describe('two outlets', () => {
  it('are independent where nothing is shared', () => {
    expect(independent(outlet('gazette.example'), outlet('courier.example'))).toBe(true);
    expect(independent(outlet('gazette.example', 'Ann Li'), outlet('courier.example', 'Bo Wu'))).toBe(true);
    expect(independent(outlet('gazette.example', 'Staff'), outlet('courier.example', 'Staff'))).toBe(true);
  });

  it('are one where the publisher is', () => {
    expect(independent(outlet('Gazette.example'), outlet('www.gazette.example'))).toBe(false);
    expect(independent(outlet('edition.gazette.example'), outlet('gazette.example'))).toBe(false);
  });

  it('are one where they credit one author or agency, or each other', () => {
    expect(independent(outlet('a.example', 'By Ann Li'), outlet('b.example', 'ann li, B News'))).toBe(false);
    expect(independent(outlet('a.example', 'Ann Li via Newswire'), outlet('b.example', 'Newswire'))).toBe(
      false,
    );
    expect(independent(outlet('a.example', 'Newswire'), outlet('www.newswire.co.uk'))).toBe(false);
  });

  it('are one where the text is', () => {
    const first = likenessOf(STORY);
    const copy = likenessOf(`Exclusive: ${STORY} Read more on our site.`);
    const own = likenessOf(
      'What the launch means for schools: teachers in five cities tell us how they will use it next term.',
    );
    expect(independent(outlet('a.example', null, first), outlet('b.example', null, copy))).toBe(false);
    expect(independent(outlet('a.example', null, first), outlet('b.example', null, own))).toBe(true);
  });
});

describe('the likeness of texts', () => {
  const like = (one: string, other: string) => similarity(likenessOf(one), likenessOf(other));

  it('is 1 for the same words, however they are set', () => {
    expect(like(STORY, STORY.toUpperCase().replaceAll(' ', '\u00a0'))).toBe(1);
    expect(
      like(
        '深度求索今天发布了新一代大语言模型并宣布开源',
        '【快讯】深度求索今天发布了新一代大语言模型，并宣布开源！',
      ),
    ).toBeGreaterThan(0.8);
  });

  it('is that of a copy that was cut', () => {
    expect(like(STORY, STORY.slice(0, 120))).toBeGreaterThanOrEqual(SAME_TEXT);
    const book = Array.from({ length: 900 }, (_, index) => `word${index * 7919}`).join(' ');
    expect(like(book, book.slice(0, 2000))).toBeGreaterThan(SAME_TEXT);
    expect(like(book, [...book].reverse().join(''))).toBeLessThan(0.2);
  });

  it('is nothing where there is too little to compare', () => {
    expect(likenessOf('DeepSeek releases V4')).toBeNull();
    expect(likenessOf('\u0000 …')).toBeNull();
    expect(similarity(null, likenessOf(STORY))).toBe(0);
  });
});
