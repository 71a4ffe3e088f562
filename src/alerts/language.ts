/** The languages that messages are written in, as BCP 47 names them. */
export const languages = ['en', 'zh-CN'] as const;

export type Language = (typeof languages)[number];
