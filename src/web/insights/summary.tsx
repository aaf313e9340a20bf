// The whole in numbers: calls, cards each counted once, what became of them; then the same by class of card.
import type { CardClass, Insights, Outcomes } from '../../contracts/insights.ts';
import type { Defined } from './definitions.ts';
import { acceptance, overrides, percent, perHundred, withInterval } from './rates.ts';
import { Term } from './term.tsx';
import { sum } from './weekly-counts.ts';

/** The row of sums. */
export function Summary({ insights: { calls, cards } }: { readonly insights: Insights }) {
  const all = sum(cards);
  const called = calls.reduce((n, c) => n + c.calls, 0);
  const rows: readonly (readonly [Defined, string | number, string])[] = [
    ['calls', called, ''],
    ['cards', all.shown, ''],
    ['perHundred', perHundred(all.shown, called), ''],
    ['acceptance', percent(acceptance(all).share), `${all.actionAccepted} of ${all.withAction} with an action`],
    ['overrides', percent(overrides(all).share), `${all.overridden} of ${all.accepted + all.overridden} answered`],
    ['unanswered', all.ignored, `${percent(all.shown === 0 ? NaN : all.ignored / all.shown)} of cards`],
    ['repeats', all.repeats, ''],
    ['links', all.linksOpened, ''],
  ];
  return (
    <dl class="summary">
      {rows.map(([of, value, beside]) => (
        <div key={of} class={`panel ${of}`}>
          <dt>
            <Term of={of} />
          </dt>
          <dd>
            {value} {beside && <small class="muted">{beside}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const CLASSES: readonly (readonly [CardClass, name: string])[] = [
  ['action', 'With an action'],
  ['information', 'Information'],
  ['critical', 'Critical'],
];

/** `3 with an action, 1 critical`. */
export function classesInWords(classes: Readonly<Partial<Record<CardClass, number>>>): string {
  return CLASSES.flatMap(([kind, name]) => (classes[kind] ? [`${classes[kind]} ${name.toLowerCase()}`] : [])).join(
    ', ',
  );
}

export function ClassTable({ cards }: Pick<Insights, 'cards'>) {
  const rows = CLASSES.map(([kind, name]) => [name, sum(cards.filter((c) => c.class === kind))] as const);
  return (
    <section class="panel" aria-labelledby="classes">
      <h2 id="classes">
        <Term of="class">By class of card</Term>
      </h2>
      <OutcomeTable first="Class" label="Numbers by class of card" rows={[...rows, ['All', sum(cards)]]} />
    </section>
  );
}

interface OutcomeTableProps {
  readonly first: string;
  readonly label: string;
  readonly rows: readonly (readonly [name: string, outcomes: Outcomes, calls?: number])[];
}

/** Rows of outcomes; with calls where the rows have them. */
export function OutcomeTable({ first, label, rows }: OutcomeTableProps) {
  const hasCalls = rows.some(([, , calls]) => calls !== undefined);
  return (
    <div class="scroll-x" role="region" aria-label={label} tabIndex={0}>
      <table class="outcomes">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {hasCalls && <NumberHead of="calls" />}
            <NumberHead of="cards" />
            {hasCalls && <NumberHead of="perHundred" />}
            <NumberHead of="acceptance" />
            <NumberHead of="overrides" />
            <NumberHead of="unanswered" />
            <NumberHead of="repeats" />
            <NumberHead of="links" />
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, o, calls]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {hasCalls && <td class="number">{calls}</td>}
              <td class="number">{o.shown}</td>
              {hasCalls && <td class="number">{perHundred(o.shown, calls ?? 0)}</td>}
              <td class="number">
                {o.withAction === 0 ? '–' : `${o.actionAccepted} of ${o.withAction}, ${percent(acceptance(o).share)}`}
              </td>
              <td class="number">{o.overridden === 0 && o.accepted === 0 ? '–' : overridden(o)}</td>
              <td class="number">{o.ignored}</td>
              <td class="number">{o.repeats}</td>
              <td class="number">{o.linksOpened}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function overridden(o: Outcomes): string {
  return `${o.overridden} of ${o.accepted + o.overridden}, ${withInterval(overrides(o))}`;
}

export function NumberHead({ of, children }: { readonly of: Defined; readonly children?: string }) {
  return (
    <th scope="col" class="number">
      <Term of={of}>{children}</Term>
    </th>
  );
}
