// Calls at a fixed rate over kept connections, whether answers come or not; in a process of its own, so that what it counts
// is not what it waits for. Told what to send by its environment, it reports when it is done.
import { connect } from 'node:net';

const { URL: url = '', PER_SECOND = '0', SECONDS = '0', CONNECTIONS = '0', BODY = '' } = process.env;
const { host, hostname, port, pathname } = new URL(url);
const head = `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\n\r\n`;
const request = Buffer.from(head + BODY);

/** Milliseconds each accepted call took, from when it was due. */
const accepted = [];
let refused = 0;
let failed = 0;
let sent = 0;
/** Calls that are due and have no connection yet, by when they were due. */
const due = [];
const idle = [];
let ended = false;

for (let i = 0; i < Number(CONNECTIONS); i++) open();

function open() {
  const socket = connect(Number(port), hostname);
  let since = 0;
  const line = { ask };
  socket.setNoDelay(true);
  socket.once('connect', () => next(line));
  socket.on('data', (/** @type {Buffer} */ chunk) => {
    // an answer begins with its status; what follows of it is thrown away
    if (since === 0 || chunk.toString('latin1', 0, 9) !== 'HTTP/1.1 ') return;
    const status = chunk.toString('latin1', 9, 12);
    if (status === '200') accepted.push(performance.now() - since);
    else refused++;
    since = 0;
    next(line);
  });
  socket.on('error', () => undefined);
  socket.once('close', () => {
    if (since > 0) failed++;
    const at = idle.indexOf(line);
    if (at >= 0) idle.splice(at, 1);
    if (!ended) setTimeout(open, 50);
  });

  /** @param {number} dueAt */
  function ask(dueAt) {
    since = dueAt;
    sent++;
    socket.write(request);
  }
}

/** @param {{ ask: (dueAt: number) => void }} line */
function next(line) {
  const dueAt = due.shift();
  if (dueAt === undefined) idle.push(line);
  else line.ask(dueAt);
}

const began = performance.now();
let planned = 0;
const pacing = setInterval(() => {
  const now = performance.now();
  const until = Math.min(now - began, Number(SECONDS) * 1_000);
  for (; planned < (until * Number(PER_SECOND)) / 1_000; planned++) {
    const line = idle.pop();
    if (line) line.ask(now);
    // as a caller does who has no connection left: it is not sent later
    else failed++;
  }
  if (now - began < Number(SECONDS) * 1_000) return;
  clearInterval(pacing);
  setTimeout(() => {
    ended = true;
    accepted.sort((a, b) => a - b);
    const p = (/** @type {number} */ share) => accepted[Math.floor(share * (accepted.length - 1))] ?? 0;
    process.send?.({ planned, sent, accepted: accepted.length, refused, failed, p50: p(0.5), p99: p(0.99) }, () =>
      process.exit(),
    );
  }, 2_000);
}, 5);
