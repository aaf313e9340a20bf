// A FHIR server that is slow by a known time, to see what asking it adds; it may go away and come back.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { hookCall } from './bodies.mjs';

/**
 * @param {number} delayMs
 * @param {number} at port; any, unless told
 */
export async function startFhirServer(delayMs, at = 0) {
  const keys = [{ prefetch: { patient: 'Patient/x', labs: 'Observation?code=1952-1', conditions: 'Condition?x' } }];
  const { patient, labs, conditions } = hookCall(keys, 10, Date.now()).prefetch;
  const empty = { resourceType: 'Bundle', type: 'searchset', total: 0 };
  const server = createServer((req, res) => {
    const [type] = (req.url ?? '').slice('/fhir/'.length).split(/[/?]/);
    const answer = type === 'Patient' ? patient : type === 'Condition' ? conditions : isLabs(req.url) ? labs : empty;
    setTimeout(() => {
      res.writeHead(200, { 'content-type': 'application/fhir+json' });
      res.end(JSON.stringify(answer));
    }, delayMs);
  });
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    close,
    async comeBack() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

/** @param {string | undefined} url */
function isLabs(url) {
  return url?.includes('1952-1') === true;
}
