// For health checks, as of containers: ends with 0 where the address answers that all is well, else says why and ends with 1.
const [address = 'http://127.0.0.1:8787/healthz'] = process.argv.slice(2);
try {
  const response = await fetch(address, { signal: AbortSignal.timeout(4_000), redirect: 'manual' });
  await response.body?.cancel();
  if (!response.ok) fail(`it answers ${response.status}`);
} catch (error) {
  fail(error instanceof Error ? String(error.cause ?? error.message) : String(error));
}

function fail(reason) {
  process.stderr.write(`${address}: ${reason}\n`);
  process.exitCode = 1;
}
