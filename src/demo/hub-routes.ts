import { type Answer, errorAnswer, jsonAnswer, textAnswer } from './hub-answer.ts';
import { answerFile } from './hub-files.ts';
import { BadQuery, describeModel } from './hub-listing.ts';
import type { ListingPages } from './hub-pages.ts';
import type { HubOrganization, HubRepo } from './hub-repo.ts';
import type { HubWorld } from './hub-world.ts';

export interface RouteContext {
  readonly world: HubWorld;
  readonly pages: ListingPages;
  readonly organizations: Readonly<Record<string, HubOrganization>>;
  readonly url: URL;
  readonly authorized: boolean;
  /** The header of that name. */
  readonly range: string | undefined;
}

export function route(context: RouteContext): Answer {
  const path = decodeURIComponent(context.url.pathname);
  if (path === '/api/models') return context.pages.answer(context.url.search.slice(1), context.url.origin);
  const overview = /^\/api\/organizations\/([^/]+)\/overview$/.exec(path);
  if (overview?.[1] !== undefined) return organizationOverview(context, overview[1]);
  const model = /^\/api\/models\/([^/]+\/[^/]+)(?:\/revision\/([^/]+))?$/.exec(path);
  if (model?.[1] !== undefined) return modelDetails(context, model[1], model[2] ?? 'main');
  const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(path);
  if (file?.[1] !== undefined) return resolveFile(context, file[1], file[2] ?? 'main', file[3] ?? '');
  return errorAnswer(404, "Sorry, we can't find the page you are looking for.");
}

function modelDetails(context: RouteContext, name: string, revision: string): Answer {
  const found = context.world.lookUp(name);
  if (found === null) return repoNotFound(context.authorized);
  if ('movedTo' in found) return redirect(context.url, name, found.movedTo);
  if (!isRevision(found.repo, revision)) {
    return errorAnswer(404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
  }
  try {
    return jsonAnswer(200, describeModel(context.world, found.repo, context.url.searchParams));
  } catch (error) {
    if (error instanceof BadQuery) return errorAnswer(400, error.message);
    throw error;
  }
}

function organizationOverview(context: RouteContext, name: string): Answer {
  const spelled = context.world.spelling(name);
  const given = Object.entries(context.organizations).find(
    ([key]) => key.toLowerCase() === name.toLowerCase(),
  );
  if (given === undefined && !context.world.hasAuthor(name)) {
    return errorAnswer(404, 'This organization does not exist');
  }
  const facts = given?.[1] ?? {};
  return jsonAnswer(200, {
    name: given?.[0] ?? spelled,
    fullname: facts.fullname ?? spelled,
    type: 'org',
    isVerified: facts.isVerified ?? false,
    isEnterprise: false,
    isHf: false,
    numModels: facts.numModels ?? context.world.visible(name).length,
    numDatasets: 0,
    numSpaces: 0,
    numUsers: 1,
    numFollowers: 0,
  });
}

function resolveFile(context: RouteContext, name: string, revision: string, path: string): Answer {
  const found = context.world.lookUp(name);
  if (found === null) return repoNotFound(context.authorized);
  if ('movedTo' in found) return redirect(context.url, name, found.movedTo);
  if (!isRevision(found.repo, revision))
    return errorAnswer(404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
  return answerFile(found.repo, path, context.authorized, context.range);
}

/** Without a token the Hub does not say whether a repo exists; with one it does. */
function repoNotFound(authorized: boolean): Answer {
  if (authorized) return errorAnswer(404, 'Repository not found', 'RepoNotFound');
  return errorAnswer(401, 'Invalid username or password.', 'RepoNotFound');
}

function redirect(url: URL, from: string, to: string): Answer {
  const location = `${decodeURIComponent(url.pathname).replace(from, to)}${url.search}`;
  return textAnswer(307, `Temporary Redirect. Redirecting to ${location}`, 'text/plain', {
    Location: location,
  });
}

function isRevision(repo: HubRepo, revision: string): boolean {
  return revision === 'main' || revision === repo.sha;
}
