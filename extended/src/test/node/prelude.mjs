// To be imported first. The libraries below want Web Crypto as a global, which Node.js 18 (Debian 12) doesn't make one.
import { webcrypto } from 'node:crypto';
import { createInterface } from 'node:readline';

globalThis.crypto ??= webcrypto;

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** The next line of JSON from the test that started us. */
export async function hear() {
  const { value } = await lines.next();
  return JSON.parse(value);
}

/** One line of JSON to it. */
export function tell(facts) {
  process.stdout.write(JSON.stringify(facts) + '\n');
}

/** Stands in for the reason why something was refused; what isn't refused is a failure. */
export async function refusal(attempt) {
  try {
    await attempt();
  } catch (error) {
    return error.claim ? `${error.code} ${error.claim}` : error.code;
  }
  return 'not refused';
}
