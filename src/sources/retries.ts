/**
 * How often a request that met a passing trouble (502, 503, 504, a broken line) is sent again within one poll. A source
 * that is looked at every quarter of an hour would otherwise lose that; the Hub is looked at again in two minutes.
 */
export const RETRIES = 2;
