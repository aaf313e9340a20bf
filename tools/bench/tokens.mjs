// Tokens as an EHR signs them: each with its own `jti`, so each is made before the load and used once.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/**
 * @param {string} audience
 * @param {string} issuer
 * @param {string} kid
 */
export async function createSigner(audience, issuer = 'https://ehr.example', kid = 'bench') {
  const { publicKey, privateKey } = await generateKeyPair('ES384');
  return {
    issuer,
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES384', use: 'sig' }] },
    /** @param {number} count */
    sign(count) {
      const token = () =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid })
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
