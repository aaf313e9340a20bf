// The part of oidc-provider that tests use; it brings no types of its own.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (req: IncomingMessage, res: ServerResponse) => Promise<void>;
    readonly ClientCredentials: { find(token: string): Promise<object | undefined> };
    proxy: boolean;
  }
}
