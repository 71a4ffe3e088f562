/** What an id in the configuration looks like: it is typed on command lines and stands in addresses. */
export const identifierPattern = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

export const identifierRule =
  'An id is lower-case letters and digits, with single hyphens or dots between them, as hf-deepseek or 01-ai';
