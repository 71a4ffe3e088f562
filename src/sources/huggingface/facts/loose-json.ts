/**
 * Python's json writes these words for numbers that JSON does not have (https://docs.python.org/3/library/json.html).
 * Strings are matched so as to be passed over, one that does not end, too: so no character is looked at twice.
 */
const WORDS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g;

/** JSON as Python writes it, `NaN` and `Infinity` taken as null. Undefined where it is no JSON even so. */
export function parseLooseJson(text: string): unknown {
  const clean = text.replace(/^\uFEFF/, '');
  return parse(clean) ?? parse(clean.replaceAll(WORDS, (found) => (found.startsWith('"') ? found : 'null')));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
