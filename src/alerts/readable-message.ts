/** What a channel would send, for people: JSON in lines, and what would steer a terminal or turn the text around written out. */
export function readableMessage(body: string): string {
  return visible(inLines(body));
}

function inLines(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Not JSON: lines of its own.
    return body.replaceAll('\r\n', '\n').trimEnd();
  }
}

function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
