import type { NewsSubject } from '../domain/alert-subject.ts';
import { safeLine } from './hostile-text.ts';
import type { Language } from './language.ts';
import { phrasesOf } from './languages/index.ts';

/** The title of an article, and the lab that it is news of where it does not name it. */
export function newsTitle(
  labName: string,
  title: string,
  language: Language = 'en',
  otherNames: readonly string[] = [],
): string {
  const { noTitle, news } = phrasesOf(language);
  const own = safeLine(title) || noTitle;
  const isNamed = [labName, ...otherNames].some((name) => own.toLowerCase().includes(name.toLowerCase()));
  return isNamed ? own : safeLine(news.title(labName, own));
}

/** Title and lines of news of a lab. */
export function wordsForNews(news: NewsSubject, language: Language) {
  const phrases = phrasesOf(language);
  const { labName, labZh, title, quote, topic, publisher } = news;
  const zh = labZh ?? labName;
  return {
    title: language === 'en' ? newsTitle(labName, title) : newsTitle(zh, title, language, [labName]),
    lines: [
      ...(quote === '' ? [] : [phrases.quoted(quote)]),
      phrases.news.from(phrases.topics[topic], publisher),
    ],
  };
}
