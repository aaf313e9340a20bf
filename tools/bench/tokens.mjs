// Tokens as an EHR signs them: each with its own `jti`, so each is made before the load and used once.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** @param {string} audience */
export async function createSigner(audience) {
  const { publicKey, privateKey } = await generateKeyPair('ES384');
  const issuer = 'https://ehr.example';
  return {
    issuer,
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES384', use: 'sig' }] },
    /** @param {number} count */
    sign(count) {
      const token = () =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'bench' })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime('5m')
          .setJti(randomUUID())
          .sign(privateKey);
      return Promise.all(Array.from({ length: count }, token));
    },
  };
}
