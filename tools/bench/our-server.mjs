// Ours as it is built, in a process of its own.
import { start } from '../../dist/src/main.js';
import { reportUsage } from './usage.mjs';

const running = await start(process.env, { warm: true });
const demoFhir = process.env.BENCH_DEMO ? await running.demoFhir : undefined;
reportUsage(Number(new URL(running.url).port), { demoFhir });
