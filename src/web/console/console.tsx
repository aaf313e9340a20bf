// The console: choose whose chart, choose the moment, and see what ClearStage says, why, and by which bytes.
import { useEffect, useMemo, useState } from 'preact/hooks';

import { call } from '../shared/api.ts';
import { CopyButton } from '../shared/copy-button.tsx';
import { Frame } from '../shared/frame.tsx';
import { CardList } from './card-list.tsx';
import { Details } from './details.tsx';
import { HookChoice } from './hook-choice.tsx';
import { PatientChoice, type FixturePatient } from './patient-choice.tsx';
import type { Subject } from './subject.ts';
import { resetSession, sessionId } from './session.ts';
import { buildRequest, plainHook, type DiscoveredService, type HookRequest } from './request.ts';
import { ResultsTable } from './results-table.tsx';
import { withEdits, type Edits } from './results.ts';
import { useAnswers } from './use-answers.ts';

import './console.css';
import { isoDay } from '../../clinical/quantities/time.ts';

/** The page. */
export function Console() {
  const { services, patients, failed } = useCatalogue();
  const [subject, setSubject] = useState<Subject>();
  const [serviceId, setServiceId] = useState(() => new URLSearchParams(location.search).get('service') ?? undefined);
  const [order, setOrder] = useState<string>();
  const [session, setSession] = useState(sessionId);
  // an address that names the moment is followed once
  const [named] = useState(() => new URLSearchParams(location.search).has('service'));
  const [opening, setOpening] = useState(false);
  const [edits, setEdits] = useState<Edits>({});
  const service = services.find((s) => s.id === serviceId) ?? services[0];

  const choose = (next: Subject) => {
    setOpening(false);
    setSubject(next);
    setEdits({});
    setOrder(undefined);
    const asked = serviceFor(next, services, service?.hook, !subject && named);
    if (asked) setServiceId(asked.id);
  };
  const told = subject?.kind === 'fixture' && service ? subject.contexts[plainHook(service.hook) ?? ''] : undefined;
  const reset = () => {
    resetSession();
    setSession(sessionId());
  };
  useEffect(() => {
    const query = new URLSearchParams({
      ...(subject?.kind === 'fixture' && { patient: subject.id }),
      ...(serviceId && { service: serviceId }),
    });
    if (subject) history.replaceState(null, '', `?${query}`);
  }, [subject, serviceId]);
  const request = useMemo(
    () => service && subject && toRequest(subject, { service, edits, order, told, session }),
    [service, subject, edits, order, told, session],
  );
  const answered = useAnswers(service?.id, request);
  const answers = opening ? { ...answered, busy: true } : answered;
  const edited = Object.keys(edits).length > 0;
  const unedited = useMemo(
    () => (edited && service && subject ? toRequest(subject, { service, edits: {}, order, told, session }) : undefined),
    [edited, service, subject, order, told, session],
  );
  const before = useAnswers(service?.id, unedited);

  return (
    <Frame current="/">
      <div class="lead">
        <div>
          <h1>What does this beta-2 microglobulin mean?</h1>
          <p class="muted">
            Choose a patient or bring a request, pick the moment, read the cards as an EHR shows them.
          </p>
        </div>
        <Address />
      </div>
      {failed && (
        <p class="notice bad" role="alert">
          {failed}
        </p>
      )}
      <div class="bench">
        <PatientChoice patients={patients} subject={subject} onOpening={() => setOpening(true)} onChoose={choose} />
        <div class="work">
          <HookChoice
            services={services}
            chosen={service?.id}
            onChoose={setServiceId}
            order={order}
            onOrder={setOrder}
            told={told !== undefined}
            request={request}
          />
          <div class="columns">
            <CardList
              answers={answers}
              waiting={!subject}
              onReset={reset}
              {...(unedited && before.request === unedited && { before })}
              {...(subject?.kind === 'fixture' && { patient: subject.id })}
            />
            <ResultsTable subject={subject} edits={edits} onEdit={setEdits} />
          </div>
          <Details services={services} answers={answers} request={request} serviceId={service?.id} />
        </div>
      </div>
    </Frame>
  );
}

function useCatalogue() {
  const [services, setServices] = useState<readonly DiscoveredService[]>([]);
  const [patients, setPatients] = useState<readonly FixturePatient[]>();
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    call<{ services: DiscoveredService[] }>('/cds-services')
      .then(({ body }) => setServices(body.services))
      .catch((error: Error) => setFailed(`The list of services could not be read. ${error.message}`));
    call<FixturePatient[]>('/demo/patients')
      .then(({ body }) => setPatients(body))
      // no demonstration patients outside demonstration mode: pasting still works
      .catch(() => setPatients([]));
  }, []);
  return { services, patients, failed };
}

interface Moment {
  readonly service: DiscoveredService;
  readonly edits: Edits;
  readonly order: string | undefined;
  readonly told: object | undefined;
  readonly session: string;
}

function toRequest(subject: Subject, { service, edits, order, told, session }: Moment): HookRequest {
  const hookInstance = newId();
  if (subject.kind === 'request') return { ...withEdits(subject.request, edits), hookInstance };
  const bundle = withEdits(subject.bundle, edits);
  const today = isoDay(Date.now());
  return buildRequest({ service, bundle, order, told, session, hookInstance, today });
}

/** A request has its hook; a story is told in its own (of a recorded call), unless the address names another. */
function serviceFor(
  subject: Subject,
  services: readonly DiscoveredService[],
  now: string | undefined,
  named: boolean,
): DiscoveredService | undefined {
  if (subject.kind === 'request') return services.find((s) => s.hook === subject.request.hook);
  if (subject.kind === 'bundle' || named || subject.hooks.length === 0) return undefined;
  const current = now === undefined ? undefined : plainHook(now);
  const recorded = subject.hooks.filter((hook) => hook in subject.contexts);
  const own = recorded.length > 0 ? recorded : subject.hooks;
  if (current && own.includes(current)) return undefined;
  return services.find((s) => plainHook(s.hook) === own[0]);
}

/** A UUID also where `crypto.randomUUID` is absent: plain http outside loopback. */
function newId(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function Address() {
  const url = `${location.origin}/cds-services`;
  return (
    <div class="address panel">
      <span class="small muted" id="address-label">
        Discovery URL for your EHR or the CDS Hooks Sandbox
      </span>
      <div class="row">
        <code aria-labelledby="address-label">{url}</code>
        <CopyButton text={url} label="Copy" />
      </div>
    </div>
  );
}
