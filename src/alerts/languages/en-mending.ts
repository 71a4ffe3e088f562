/** What a person can do about an error of a source; null where waiting is all there is. */
export function mendingOf(code: string): string | null {
  return MENDING[code] ?? null;
}

const MENDING: Readonly<Record<string, string>> = {
  network: 'Is the address right (sources.yaml, HF_ENDPOINT)? A proxy or firewall may be in between.',
  'upstream-not-found': 'It may have moved: look for its new address, and write that into sources.yaml.',
  'upstream-gone': 'It may have moved: look for its new address, or take it out of sources.yaml.',
  'upstream-unauthorized':
    'It asks for credentials: for the Hub, check HF_TOKEN; others can be watched only as far as they are public.',
  'upstream-challenge':
    'It wants to know whether we are human: look less often (every:), name a contact (MODELWATCH_CONTACT), or look for another feed of the same.',
  'upstream-not-feed': 'It is no feed: open it in a browser, and look for the address of the feed itself.',
  'upstream-not-html': 'It is no page: a feed is of the kind feed, a list of an API of the kind json-api.',
  'upstream-not-json': 'It answers with something else than data: is it the address of the API?',
  'upstream-empty': 'It answers with nothing at all: open it in a browser.',
  'upstream-redirects':
    'It redirects in circles: write the address that a browser ends at into sources.yaml.',
  'upstream-too-large': 'It answers with more than is read: look for a smaller feed or page of the same.',
  'robots-disallow':
    'Its robots.txt asks programs not to read it: look for a feed, or take it out of sources.yaml.',
  'selector-empty': 'The page was made anew: write a "select" that fits it into sources.yaml.',
  'selector-invalid': 'The "select" in sources.yaml is no CSS selector.',
  'forbidden-address': 'It leads to a private address: MODELWATCH_ALLOW_PRIVATE_NETWORK=1 allows that.',
};
