// Tells a container engine whether the server in this container is alive.
const host = process.env.HOST ?? '0.0.0.0';
const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
const authority = reachable.includes(':') ? `[${reachable}]` : reachable;

try {
  const { ok } = await fetch(`http://${authority}:${process.env.PORT ?? '3000'}/health/live`, {
    signal: AbortSignal.timeout(2000),
  });
  process.exit(ok ? 0 : 1);
} catch {
  process.exit(1);
}
