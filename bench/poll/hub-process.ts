/** The loopback Hub in a process of its own, so that what it costs is not counted as ours. Spoken to over IPC. */
import { startHubServer } from '../../src/demo/hub-server.ts';
import type { HubAnswer, HubCommand } from './hub.ts';
import { makeOne, makeOrganization, makeWorld, organizationName } from './world.ts';

const ENOUGH = { anonymous: { api: 1_000_000 } };
const hub = await startHubServer({ quota: ENOUGH });

process.on('message', (command: HubCommand) => process.send?.(answer(command)));
process.on('disconnect', () => process.exit(0));
process.send?.({ url: hub.url } satisfies HubAnswer);

function answer(command: HubCommand): HubAnswer {
  if (command.do === 'world') hub.replaceAll(makeWorld(command.size));
  if (command.do === 'organization') hub.replaceAll(makeOrganization(command.name, command.repos));
  if (command.do === 'add') hub.add(makeOne(command.name, command.index));
  if (command.do === 'jitter') hub.jitterCounters();
  if (command.do === 'commit') {
    for (let index = 0; index < command.organizations; index++)
      hub.update(makeOne(organizationName(index), 0).id, { sha: command.sha });
  }
  if (command.do !== 'requests') return {};
  const requests = hub.requests.map((request) => request.url);
  hub.forgetRequests();
  return { requests };
}
