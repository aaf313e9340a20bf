// A token of the EHR's calls: would this server take it? Algorithm, issuer, `aud`, clock, keys.
import { decodeJwt } from 'jose';
import type { Config } from '../../config/types.ts';
import { CdsProblem } from '../../contracts/problems.ts';
import { createAuthenticator } from '../../trust/authenticator.ts';
import { createReplayCache } from '../../trust/replay.ts';
import { blocker, info, type Finding } from './finding.ts';

/**
 * Checks the token as a call would, its endpoint read off its own `aud`; it is not used up.
 *
 * @param client name of the client in the configuration; without it any may be meant
 * @param now milliseconds since 1970
 */
export async function checkCallerToken(
  token: string,
  config: Config,
  client: string | undefined,
  now: number,
): Promise<readonly Finding[]> {
  const clients = config.clients.filter(({ name }) => client === undefined || name === client);
  if (clients.length === 0) return [blocker('token', `the configuration has no client ${client ?? 'at all'}`)];
  const authenticator = createAuthenticator({
    ...config,
    clients,
    maxLifetimeSeconds: config.maxTokenLifetimeSeconds,
    jwks: { ...config.jwks, staleSeconds: config.jwks.maxStaleSeconds },
    replay: createReplayCache({ clock: () => now, timer: () => performance.now() }),
    clock: () => now,
  });
  try {
    const caller = await authenticator.authenticate(`Bearer ${token}`, pathOf(token, config.publicBaseUrl));
    return [
      info(
        'token',
        `accepted as ${caller.client}; it may send us to ${caller.fhirServers.join(', ') || 'no FHIR server'}`,
      ),
    ];
  } catch (error) {
    if (!(error instanceof CdsProblem)) throw error;
    return [blocker('token', `refused: ${wordsOf(error.details.log ?? {})}`)];
  }
}

/** Is it made out to an endpoint of ours, and so no access token of a FHIR server? */
export function isCallerToken(token: string): boolean {
  return audiencesOf(token).some((aud) => aud.includes('/cds-services'));
}

function pathOf(token: string, publicBaseUrl: string): string {
  const ours = audiencesOf(token).find((aud) => aud.startsWith(publicBaseUrl));
  return ours?.slice(publicBaseUrl.length) ?? '/cds-services';
}

function audiencesOf(token: string): readonly string[] {
  try {
    const { aud } = decodeJwt(token);
    return [aud ?? []].flat();
  } catch {
    return [];
  }
}

/** As the server's log says it; never the token. */
function wordsOf({ reason, ...details }: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(details).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [typeof reason === 'string' ? reason : 'not accepted', ...told].join(', ');
}
