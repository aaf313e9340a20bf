// Ours as it is built, in a process of its own; told to, with every rule ten times, or with a clock that jumps.
import { answerProfiles } from './profiling.mjs';
import { reportUsage } from './usage.mjs';

const times = Number(process.env.BENCH_RULES_TIMES ?? 1);
if (times > 1) await multiplyRules(times);
let aheadMs = 0;
process.on('message', (message) => {
  if (typeof message !== 'object' || message === null || !('aheadMs' in message)) return;
  aheadMs = Number(message.aheadMs);
  process.send?.({ aheadMs });
});

const { start } = await import('../../dist/src/server.js');
const running = await start(process.env, { warm: true, clock: () => Date.now() + aheadMs });
answerProfiles();
reportUsage(Number(new URL(running.url).port));
process.on('SIGTERM', () => void running.close(5_000, 0).then(() => process.exit(0)));

/** Copies that are asked as the rules are, and say nothing. */
async function multiplyRules(/** @type {number} */ n) {
  const { rules } = await import('../../dist/cds-services/b2m-result/rules/index.js');
  const asWritten = rules.slice();
  for (const rule of asWritten) {
    for (let i = 1; i < n; i++) {
      rules.push({
        ...rule,
        id: `${rule.id}-${i}`,
        evaluate(...given) {
          rule.evaluate(...given);
          return { silent: 'a copy' };
        },
      });
    }
  }
}
