// An OpenID Provider in a process of its own (it takes jest's objects for strangers); told its issuer and clients, says its port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

const [, , issuer = '', configuration = '{}'] = process.argv;
const provider = new Provider(issuer, JSON.parse(configuration) as object);
provider.proxy = true;
const oidc = provider.callback();

const server = createServer((req, res) => {
  const known = /^\/known\/(.*)$/.exec(req.url ?? '')?.[1];
  if (known === undefined) void oidc(req, res);
  else void provider.ClientCredentials.find(known).then((token) => res.end(String(token !== undefined)));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
