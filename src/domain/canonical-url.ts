/**
 * Say how a reader came, never what is read. Each is named by who adds it; what may mean something elsewhere (`id`,
 * `p`, `sn` of WeChat, `ref` of a commit) is not among them.
 */
const TRACKING = new Set([
  // Advertising networks, one click each: Google, Meta, Microsoft, X, LinkedIn, TikTok, Yandex.
  ...['gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'gad_source', '_ga', '_gl', 'srsltid'],
  ...['fbclid', 'igshid', 'igsh', 'mibextid', 'msclkid', 'twclid', 'li_fat_id', 'ttclid', 'yclid'],
  // Newsletters: Mailchimp, HubSpot, Marketo, Vero, Klaviyo, Substack's own posts.
  ...['mc_cid', 'mc_eid', '_hsenc', '_hsmi', '__hssc', '__hstc', '__hsfp', 'hsctatracking', 'mkt_tok'],
  ...['vero_id', 'vero_conv', '_kx', 'publication_id', 'post_id_token', 'isfreemail', 'triedredirect'],
  // Publishers: CNN and others (cmpid), The New York Times, CNBC, Financial Times, Yahoo, Condé Nast, MSN.
  ...['cmpid', 'emc', '__source', 'ftcamp', 'ncid', 'guccounter', 'guce_referrer', 'guce_referrer_sig'],
  ...['pgtype', 'mbid', 'smid', 'smtyp', 'icid', 'ocid'],
  // Chinese platforms: Alibaba's place on a page, shares of WeChat, Bilibili, Xiaohongshu, 36Kr, Weibo.
  ...['spm', 'scm', 'chksm', 'mpshare', 'sharer_shareid', 'sharer_sharetime', 'exportkey', 'pass_ticket'],
  ...['share_source', 'share_medium', 'share_token', 'share_from', 'vd_source', 'spm_id_from', 'xsec_source'],
]);

/** Matomo, Piwik, BBC and everybody's campaigns. */
const TRACKING_FAMILY = /^(?:utm_|pk_|mtm_|piwik_|at_|hsa_|wt\.|oly_|ns_)/;

/**
 * Mean something elsewhere (`?mod=viewthread` is a forum's page, `?ref=main` a branch): only with a value that names a
 * way of coming do they say nothing.
 */
const AMBIGUOUS = new Set(['ref', 'source', 'src', 'from', 'via', 'referrer', 'partner', 'mod', 'cmp']);
const WAY_OF_COMING =
  /^(?:rss|feed|atom|newsletter|homepage|share|twitter|facebook|linkedin|reddit|hackernews|wechat|weibo|singlemessage|groupmessage|timeline)(?:$|[^a-z])/i;

const DISTRUSTED_LENGTH = 2000;

/**
 * One spelling of a web address, by which two sources that link to the same page can be compared: absolute, host in
 * lower case, without default port, name and password, tracking parameters and fragment. A fragment that is a route
 * of a page's own script (`#!`, `#/`) stays. Null where it is no address of http or https, or longer than 2,000
 * characters. `base`: what a relative address is relative to.
 */
export function canonicalUrl(address: string, base?: string | null): string | null {
  const url = URL.parse(address.trim(), base ?? undefined);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  if (url.hash !== '' && !/^#[!/]/.test(url.hash)) url.hash = '';
  // Also where it is empty: `…/a?` and `…/a` are one page.
  if (url.href.includes('?')) url.search = withoutTracking(url.search);
  const { href } = url;
  const spelled = href.endsWith('#') ? href.slice(0, -1) : href;
  return spelled.length > DISTRUSTED_LENGTH ? null : spelled;
}

/** The parameters that stay keep their order and their spelling: both may matter to the server. */
function withoutTracking(search: string): string {
  return search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTracking(pair))
    .join('&');
}

function isTracking(pair: string): boolean {
  const at = pair.indexOf('=');
  const name = (at < 0 ? pair : pair.slice(0, at)).toLowerCase();
  if (TRACKING.has(name) || TRACKING_FAMILY.test(name)) return true;
  return AMBIGUOUS.has(name) && WAY_OF_COMING.test(pair.slice(name.length + 1));
}
