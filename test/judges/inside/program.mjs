// Runs a program of a sandbox, takes down what it says, and ends it with all that it started when it takes too long.
import { spawn } from 'node:child_process';

/**
 * @param until `exit`, or `close` to wait for all that it started and that still writes
 * @returns its exit code, null when it had to be ended or could not be started, and what it wrote to both of its outputs
 */
export async function runProgram([program, ...words], options, milliseconds, until = 'exit') {
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  const timer = setTimeout(() => {
    log += '\nstopped: it took too long\n';
    process.kill(-child.pid, 'SIGKILL');
  }, milliseconds);
  const code = await new Promise((resolve) => {
    child.on(until, resolve).on('error', () => resolve(null));
  });
  clearTimeout(timer);
  return { code, log };
}
