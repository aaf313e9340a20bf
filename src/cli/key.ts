// `clearstage key`: a new key of our own, for a client's `backendServices` in the configuration.
import { Command, Option } from 'commander';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

interface KeyOptions {
  readonly alg: 'ES384' | 'RS384';
}

export function keyCommand(write: (text: string) => void = (text) => void process.stdout.write(text)): Command {
  return new Command('key')
    .description('make a private key (JWK) with which we sign, for backendServices.keys (docs/backend-services.md)')
    .addOption(new Option('--alg <alg>', 'what it signs with').choices(['ES384', 'RS384']).default('ES384'))
    .action(async ({ alg }: KeyOptions) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 3072 });
      const jwk = await exportJWK(privateKey);
      write(`${JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg })}\n`);
    });
}
