// The JWK Set of our own keys, where FHIR servers at which we are registered find their public halves.
import { Router } from 'express';

/** Shorter than a rotation takes: a new key is shown an hour before it signs (docs/backend-services.md). */
const CACHE_SECONDS = 300;

export function jwkSetRoute(set: object): Router {
  return Router().get('/.well-known/jwks.json', (_request, response) => {
    response.set('cache-control', `public, max-age=${CACHE_SECONDS}`).json(set);
  });
}
