// What this server offers, as discovery lists it.
import { CopyButton } from '../shared/copy-button.tsx';
import type { DiscoveredService } from './request.ts';

/** Each service with its hook, its needs and its prefetch templates. */
export function ServicesView({ services }: { readonly services: readonly DiscoveredService[] }) {
  return (
    <div class="services">
      {services.map((s) => (
        <section key={s.id} aria-labelledby={`service-${s.id}`}>
          <div class="row spread">
            <h3 id={`service-${s.id}`}>
              {s.title ?? s.id} <code>{s.hook}</code>
            </h3>
            <CopyButton text={`${location.origin}/cds-services/${s.id}`} label="Copy URL" />
          </div>
          <p>{s.description}</p>
          {s.usageRequirements && <p class="small muted">Needs: {s.usageRequirements}</p>}
          <dl class="templates">
            {Object.entries(s.prefetch ?? {}).map(([key, template]) => (
              <div key={key}>
                <dt>
                  <code>{key}</code>
                </dt>
                <dd>
                  <code>{template}</code>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
