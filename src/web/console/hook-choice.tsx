// The moment in the workflow: one radio button a service, and the draft order where the hook has one.
import type { HookName } from '../../contracts/hooks.ts';
import { ORDERS, plainHook, type DiscoveredService, type HookRequest } from './request.ts';

const MOMENTS: Readonly<Record<HookName, string>> = {
  'result-view': 'A result is opened',
  'patient-view': 'A chart is opened',
  'order-select': 'An order is being written',
  'order-sign': 'An order is signed',
};

function momentOf({ hook, title, id }: DiscoveredService): string {
  const ours = plainHook(hook);
  return ours ? MOMENTS[ours] : (title ?? id);
}

interface Props {
  readonly services: readonly DiscoveredService[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  /** Undefined: as the story tells it. */
  readonly order: string | undefined;
  readonly onOrder: (code: string | undefined) => void;
  /** The story has a recorded call of this hook, with its own drafts. */
  readonly told: boolean;
  readonly request: HookRequest | undefined;
}

/** Radio buttons that look like one control. */
export function HookChoice({ services, chosen, onChoose, order, onOrder, told, request }: Props) {
  const hook = plainHook(services.find((s) => s.id === chosen)?.hook ?? '');
  const drafts = hook === 'order-sign' || hook === 'order-select';
  return (
    <div class="moment">
      <fieldset class="segments">
        <legend class="visually-hidden">Hook</legend>
        {services.map((s) => (
          <label key={s.id}>
            <input type="radio" name="service" value={s.id} checked={s.id === chosen} onChange={() => onChoose(s.id)} />
            <span>
              {momentOf(s)}
              <code>{s.hook}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <label class={drafts ? 'order' : 'order absent'}>
        <span class="small muted">Draft order</span>
        <select
          value={order ?? (told ? '' : ORDERS[0].code)}
          disabled={!request || !drafts}
          onChange={(e) => onOrder(e.currentTarget.value || undefined)}
        >
          {told && <option value="">As the story tells it</option>}
          {ORDERS.map((o) => (
            <option key={o.code} value={o.code}>
              {o.text} · {o.code}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
