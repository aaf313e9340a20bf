// Beneath the cards: why, on what evidence, by which bytes, and what this server offers.
import { CopyButton } from '../shared/copy-button.tsx';
import { Tabs } from '../shared/tabs.tsx';
import { EvidenceView } from './evidence-view.tsx';
import { asCurl, type DiscoveredService, type HookRequest } from './request.ts';
import { ServicesView } from './services-view.tsx';
import type { Answers } from './use-answers.ts';
import { WhyView } from './why-view.tsx';

interface Props {
  readonly services: readonly DiscoveredService[];
  readonly answers: Answers;
  readonly request: HookRequest | undefined;
  readonly serviceId: string | undefined;
}

/** Five tabs; none of them moves the cards. */
export function Details({ services, answers, request, serviceId }: Props) {
  const url = `${location.origin}/cds-services/${serviceId ?? ''}`;
  const { explained } = answers;
  return (
    <section class="panel details" aria-label="Behind the cards">
      <Tabs
        label="Behind the cards"
        tabs={[
          { id: 'why', label: 'Why', content: () => <WhyView explained={explained} /> },
          { id: 'evidence', label: 'Evidence', content: () => <EvidenceView explained={explained} /> },
          { id: 'request', label: 'Request', content: () => <Json value={request} title={`POST ${url}`} curl={url} /> },
          {
            id: 'response',
            label: 'Response',
            content: () => (
              <Json
                value={answers.cards?.body ?? (answers.problem as { body?: unknown } | undefined)?.body}
                title={answers.cards ? `${answers.cards.status} in ${Math.round(answers.cards.ms)} ms` : 'Response'}
              />
            ),
          },
          { id: 'services', label: 'Services', content: () => <ServicesView services={services} /> },
        ]}
      />
    </section>
  );
}

function Json({ value, title, curl }: { readonly value: unknown; readonly title: string; readonly curl?: string }) {
  if (value === undefined) return <p class="muted empty">Nothing has been sent yet.</p>;
  const text = JSON.stringify(value, null, 2);
  return (
    <>
      <div class="row spread">
        <code>{title}</code>
        <span class="row">
          <CopyButton text={text} label="Copy JSON" />
          {curl && <CopyButton text={() => asCurl(curl, value)} label="Copy as curl" />}
        </span>
      </div>
      <pre class="json" tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </>
  );
}
