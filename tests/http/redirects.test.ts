import { describe, expect, it } from 'vitest';
import { startServer } from './local-server.ts';
import { createTestClient } from './test-client.ts';

const SECRETS = { authorization: 'Bearer hf_secret', cookie: 'session=1', accept: 'text/plain' };

describe('redirects', () => {
  it('keeps credentials within one origin', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/old') response.writeHead(308, { location: '/new' });
      response.end('there');
    });
    await using client = createTestClient();
    const response = await client.fetch(`${server.url}/old`, { headers: SECRETS });
    expect(response).toMatchObject({ status: 200, redirected: true, url: `${server.url}/new` });
    expect(server.requests[1]?.headers).toMatchObject(SECRETS);
  });

  it('drops credentials for another port, and does not take them up again', async () => {
    await using back = await startServer((_request, response) => response.end('there'));
    await using stranger = await startServer((_request, response) =>
      response.writeHead(302, { location: `${back.url}/back` }).end(),
    );
    await using server = await startServer((_request, response) =>
      response.writeHead(307, { location: `${stranger.url}/` }).end(),
    );
    await using client = createTestClient();
    await client.fetch(server.url, { headers: SECRETS });
    expect(server.requests[0]?.headers).toMatchObject(SECRETS);
    for (const request of [...stranger.requests, ...back.requests]) {
      expect(request.headers).toMatchObject({ accept: 'text/plain' });
      expect(request.headers.authorization ?? request.headers.cookie).toBeUndefined();
    }
    expect(back.requests).toHaveLength(1);
  });

  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [303, 'HEAD', 'HEAD', ''],
    [301, 'PUT', 'PUT', 'body'],
    [307, 'POST', 'POST', 'body'],
    [308, 'POST', 'POST', 'body'],
  ])('%i of %s is followed by %s', async (status, method, followed, body) => {
    let received = '';
    await using server = await startServer((request, response) => {
      if (request.url === '/') return void response.writeHead(status, { location: '/next' }).end();
      request.on('data', (chunk) => (received += chunk));
      request.on('end', () => response.end());
    });
    await using client = createTestClient();
    await client.fetch(server.url, { method, ...(method === 'HEAD' ? {} : { body: 'body' }) });
    expect(server.requests[1]?.method).toBe(followed);
    expect(server.requests[1]?.headers['content-type']).toBe(
      body === '' ? undefined : 'text/plain;charset=UTF-8',
    );
    expect(received).toBe(body);
  });

  it('follows five and no more, or as many as it is told', async () => {
    await using server = await startServer((request, response) => {
      const n = Number(request.url?.slice(1));
      if (n > 0) response.writeHead(302, { location: `/${n - 1}` });
      response.end(`${n}`);
    });
    await using client = createTestClient();
    expect(await (await client.fetch(`${server.url}/5`)).text()).toBe('0');
    await expect(client.fetch(`${server.url}/6`)).rejects.toMatchObject({ code: 'upstream-redirects' });
    const first = await client.fetch(`${server.url}/3`, { modelwatch: { maxRedirects: 0 } });
    expect([first.status, first.headers.get('location'), await first.text()]).toEqual([302, '/2', '3']);
  });

  it.each([
    ['file:///etc/passwd', 'forbidden-address'],
    ['http://', 'upstream-redirects'],
  ])('does not follow %s', async (location, code) => {
    await using server = await startServer((_request, response) =>
      response.writeHead(302, { location }).end(),
    );
    await using client = createTestClient();
    await expect(client.fetch(server.url)).rejects.toMatchObject({ code });
  });
});
