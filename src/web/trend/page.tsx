// The trend page: whose chart, the picture, the read-out, the table.
import { useEffect, useMemo, useState } from 'preact/hooks';

import { collectFacts } from '../../clinical/facts/collect.ts';
import { collectBy } from '../../clinical/reading/settings.ts';
import { Frame } from '../shared/frame.tsx';
import { personInWords } from '../shared/person.ts';
import { Chart } from './chart.tsx';
import { coverageNotes, nothingToDraw } from './coverage-words.ts';
import { LaunchFault } from './launch-fault.ts';
import { toTrend, type Trend } from './model.ts';
import { Patients } from './patients.tsx';
import { Legend, ReadOut } from './readout.tsx';
import { loadReading, type TrendReading } from './settings.ts';
import type { Chart as PatientChart } from './patient-chart.ts';
import { loadChart } from './source.ts';
import { summaryOf } from './summary.ts';
import { DataTable } from './table.tsx';
import { UNIT_SYSTEMS, type UnitChoice } from './units.ts';

import './trend.css';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'none' }
  | { readonly kind: 'shown'; readonly chart: PatientChart; readonly reading: TrendReading };

/** Reads the chart once, then everything is drawing. */
export function TrendPage() {
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    load()
      .then(setState)
      .catch((error: Error) => setState({ kind: 'failed', error }));
  }, []);
  const launched =
    state.kind === 'shown' ? state.chart.launched : state.kind === 'failed' && state.error instanceof LaunchFault;
  return (
    <Frame current="/trend" standalone={launched}>
      {state.kind === 'loading' && <p role="status">Reading the chart…</p>}
      {state.kind === 'failed' && <Failed error={state.error} />}
      {state.kind === 'none' && <Patients />}
      {state.kind === 'shown' && <Shown chart={state.chart} reading={state.reading} />}
    </Frame>
  );
}

function Failed({ error }: { readonly error: Error }) {
  const { todo, said } = error instanceof LaunchFault ? error : {};
  return (
    <div class="notice bad" role="alert">
      <h1>The chart could not be read</h1>
      <p>{error.message}</p>
      {todo && <p>{todo}</p>}
      {said && (
        <details>
          <summary>What the software said</summary>
          <p class="said">{said}</p>
        </details>
      )}
    </div>
  );
}

async function load(): Promise<State> {
  const reading = await loadReading();
  const chart = await loadChart(new URLSearchParams(location.search), new Map(Object.entries(reading.localCodes)));
  return chart ? { kind: 'shown', chart, reading } : { kind: 'none' };
}

function Shown({ chart, reading }: { readonly chart: PatientChart; readonly reading: TrendReading }) {
  const trend = useMemo(() => trendOf(chart, reading), [chart, reading]);
  const [choice, setChoice] = useState<UnitChoice>('mass');
  const [selected, setSelected] = useState(() => startOf(trend));
  const units = UNIT_SYSTEMS[choice];
  return (
    <>
      <div class="trend-head">
        <div>
          <h1>Beta-2 microglobulin and the kidneys</h1>
          <p class="who">{personInWords(chart.patient) || 'No name on record'}</p>
        </div>
        <fieldset class="units screen-only">
          <legend class="visually-hidden">Units</legend>
          {(['mass', 'molar'] as const).map((c) => (
            <label key={c}>
              <input type="radio" name="units" checked={c === choice} onChange={() => setChoice(c)} />
              <span>{`${UNIT_SYSTEMS[c].b2m.unit} · ${UNIT_SYSTEMS[c].creatinine.unit}`}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div class="summary">
        {summaryOf(trend, units).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {[...trend.notes, ...coverageNotes(chart)].map((note) => (
        <p key={note} class="notice">
          {note}
        </p>
      ))}
      {trend.moments.length === 0 ? (
        <p class="notice">{nothingToDraw(chart)}</p>
      ) : (
        <>
          <div class="picture">
            <figure class="panel">
              <Chart trend={trend} units={units} selected={selected} onSelect={setSelected} />
              <Legend />
            </figure>
            <ReadOut moment={trend.moments[selected]} trend={trend} units={units} />
          </div>
          <DataTable trend={trend} units={units} />
          <p class="small muted basis">
            Expected B2M: Bianchi 2001 (ln B2M = 4.274 − 0.814 × ln GFR), eGFR by CKD-EPI 2021 or as reported. Single
            patients scatter widely around it; it is context beside the measured value, never a correction of it.
            {trend.iss && ' ISS cut-offs: Greipp 2005, for the value at diagnosis and before treatment only.'}
            {reading.mark && ` Read by the settings of this site (${reading.mark}).`}
          </p>
        </>
      )}
    </>
  );
}

function trendOf(chart: PatientChart, reading: TrendReading): Trend {
  const facts = collectFacts(
    chart.resources.map((resource, i) => ({ resource, reference: `${resource.resourceType}/${resource.id ?? i}` })),
    {
      ...collectBy(reading),
      patientId: chart.patient?.id ?? '',
      asOf: Date.now(),
      // Without the problem list dialysis is not excluded, and the clinical code must know.
      unavailable: chart.unavailable,
      partlyRead: chart.partlyRead,
    },
  );
  return toTrend(facts, reading.settings);
}

/** The latest B2M, as on the card the reader comes from. */
function startOf(trend: Trend): number {
  const last = trend.moments.findLastIndex((m) => m.b2m && !m.b2m.preliminary);
  return Math.max(0, last >= 0 ? last : trend.moments.length - 1);
}
