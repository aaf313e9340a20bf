// The endpoints of this server: each offering with what can be prepared before the first call.
import { resourceTypeOf } from '../contracts/fhir-query.ts';
import type { HookName } from '../contracts/hooks.ts';
import type { Offering, Service } from '../contracts/service.ts';
import { compileTemplate, type PrefetchTemplate } from '../contracts/prefetch-template.ts';
import { compileHookRequest, type RequestCheck } from './requests.ts';

export interface Endpoint {
  readonly id: string;
  readonly service: Service;
  readonly offering: Offering;
  /** The hook's name on the wire; a site may rename it. */
  readonly wireHook: string;
  readonly templates: ReadonlyMap<string, PrefetchTemplate>;
  /** Resource type that each prefetch key reads or searches for. */
  readonly types: ReadonlyMap<string, string>;
  readonly check: RequestCheck;
}

/**
 * Prepares every offering.
 *
 * @param hooks names under which a site fires our hooks, when they differ
 * @throws Error when two offerings share an id, or a template uses a token that clients cannot resolve
 */
export function compileEndpoints(
  services: readonly Service[],
  hooks: Readonly<Partial<Record<HookName, string>>> = {},
): ReadonlyMap<string, Endpoint> {
  const endpoints = new Map<string, Endpoint>();
  for (const service of services) {
    for (const offering of service.offerings) {
      if (endpoints.has(offering.id)) throw new Error(`two offerings have the id ${offering.id}`);
      if (!/^[a-z0-9][a-z0-9-]*$/.test(offering.id)) throw new Error(`offering id ${offering.id} is not kebab-case`);
      const templates = new Map(
        Object.entries(offering.prefetch).map(([key, template]) => [key, compileTemplate(template)]),
      );
      for (const key of offering.required) {
        if (!templates.has(key)) throw new Error(`${offering.id} requires ${key}, which it does not prefetch`);
      }
      endpoints.set(offering.id, {
        id: offering.id,
        service,
        offering,
        wireHook: hooks[offering.hook] ?? offering.hook,
        templates,
        types: new Map(Object.entries(offering.prefetch).map(([key, template]) => [key, resourceTypeOf(template)])),
        check: compileHookRequest(offering.hook),
      });
    }
  }
  return endpoints;
}
