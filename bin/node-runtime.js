// Finds a Node.js that runs this project and starts a file with it. Plain JavaScript for old versions of Node.js:
// it must be able to say so, rather than stop at a syntax error.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const MINIMUM = [24, 15];
const LIFELINE = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), 'lifeline.js')).href;

export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** The path of a Node.js that is new enough: the running one, else that of the optional dependency, else null. */
export function findNode() {
  if (isNewEnough(process.version)) return process.execPath;
  let bundled;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    bundled = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return null;
  }
  if (!existsSync(bundled)) return null;
  const answer = spawnSync(bundled, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && isNewEnough(answer.stdout.trim()) ? bundled : null;
}

export function explainMissingNode() {
  process.stderr.write(
    `modelwatch needs Node.js ${MINIMUM.join('.')} or newer; this is ${process.version}, and the copy that ` +
      '"npm ci" brings (the optional dependency "node") is not there: install a newer Node.js, or run "npm ci" ' +
      'again without --omit=optional and without --ignore-scripts.\n',
  );
}

/**
 * Runs `args` with the Node.js at `node` and ends as it ends. The child also ends when this process is killed (-9
 * included): `lifeline.js` in the child notices that the channel between the two has closed.
 */
export function runWith(node, args) {
  const child = spawn(node, ['--import', LIFELINE, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const forward = (signal) => {
    if (child.connected) child.send({ signal }, () => {});
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(signal));
  child.on('error', (error) => {
    process.stderr.write(`cannot start ${node}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}
