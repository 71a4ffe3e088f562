import { escapeHtml } from './escape-html.ts';

// No colours but the reader's own, so that light and dark both read well; some readers drop style sheets, so no sheet.
const FONT = 'font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Noto Sans SC,PingFang SC,sans-serif';

/** A page by itself, for mail and for `digest --format html`: `body` is HTML, `title` and `foot` are text. */
export function htmlPage(language: string, title: string, body: string, foot: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style="${FONT};max-width:760px;margin:16px">
<h1 style="font-size:20px;line-height:1.3">${escapeHtml(title)}</h1>
${body}
<p style="font-size:13px;opacity:0.7">${escapeHtml(foot)}</p>
</body>
</html>
`;
}
