// The yardstick: a bare Express handler that parses the same body and answers a fixed card; with `jwt`, verifies too.
import express from 'express';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { reportUsage } from './usage.mjs';

const { card, jwks, audience } = JSON.parse(process.env.BARE ?? '{}');
const app = express();
app.use(express.json({ limit: '20mb' }));
if (jwks) {
  const keys = createLocalJWKSet(jwks);
  app.use((req, res, next) => {
    jwtVerify((req.headers.authorization ?? '').slice(7), keys, { audience, algorithms: ['ES384'] }).then(
      () => next(),
      () => res.status(401).end(),
    );
  });
}
app.get('/health/ready', (_req, res) => {
  res.json({ status: 'ready' });
});
app.post('/*path', (_req, res) => {
  res.json(card);
});
const server = app.listen(0, '127.0.0.1', () => reportUsage(server.address().port));
