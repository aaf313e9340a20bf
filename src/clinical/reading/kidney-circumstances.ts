// What says that the kidneys or a pregnancy change how B2M and creatinine are read, and what was passed over.
import type { DialysisEvidence } from '../facts/dialysis-evidence.ts';
import type { ConditionFact, Context } from '../facts/types.ts';
import { oncePer } from '../quantities/once-per.ts';
import {
  newestOfEach,
  ofCondition,
  type Bearing,
  type Circumstance,
  type CircumstanceReason,
} from './circumstances.ts';
import { hasComeOff, hasFunction, isCurrent } from './kidney.ts';
import { pregnancyAt } from './pregnancy.ts';
import type { Reading } from './reading.ts';

type Entry = ConditionFact<Context>;
type Standing = Pick<Circumstance, 'counts' | 'because'>;

const COUNTS: Standing = { counts: 'yes' };
const not = (because: CircumstanceReason): Standing => ({ counts: 'no', because });
const open = (because: CircumstanceReason): Standing => ({ counts: 'open', because });

/** Dialysis, end-stage disease, transplant, coded acute kidney injury and pregnancy; none for who is out of scope. */
export const kidneyCircumstances = oncePer((reading: Reading): readonly Circumstance[] =>
  reading.outOfScope === undefined
    ? newestOfEach([
        ...ofDialysis(reading),
        ...ofEndStage(reading),
        ...ofTransplant(reading),
        ...ofInjury(reading),
        ...ofPregnancy(reading),
      ])
    : [],
);

/** Those among them that bear on one thing. */
export function kidneyCircumstancesOf(reading: Reading, ...bearings: readonly Bearing[]): readonly Circumstance[] {
  return kidneyCircumstances(reading).filter(({ bears }) => bearings.includes(bears));
}

function entriesOf({ facts }: Reading, ...kinds: readonly Context[]): readonly Entry[] {
  return facts.contexts.filter((c) => kinds.includes(c.kind));
}

/** Why an entry is not current. */
function notCurrent({ activity, certainty }: Entry): Standing {
  if (activity === 'inactive') return not('inactive');
  return not(certainty === 'unknown' ? 'status-not-understood' : 'suspected');
}

/** Dependence and end-stage disease of a status that nobody understands leave open whether a filtration may be read. */
function openOr(c: Entry, standing: (c: Entry) => Standing): Standing {
  if (isCurrent(c)) return standing(c);
  return c.activity !== 'inactive' && c.certainty === 'unknown' ? open('status-not-understood') : notCurrent(c);
}

function ofDialysis(reading: Reading): readonly Circumstance[] {
  const { facts, kidney } = reading;
  const isBefore = (at = Infinity): boolean => at < kidney.transplanted;
  const ofSession = (at: number | undefined): Standing => {
    if (isBefore(at)) return not('before-the-transplant');
    return kidney.cameOff ? not('came-off-dialysis') : COUNTS;
  };
  const ofOpen = ({ until, why }: (typeof facts.openDialysis)[number]): Standing => {
    if (isBefore(until)) return not('before-the-transplant');
    if (until !== undefined && hasComeOff(facts, until)) return not('came-off-dialysis');
    return open(why === 'no-date' ? 'undated' : 'not-known-to-have-taken-place');
  };
  return [
    ...entriesOf(reading, 'dialysis').map((c) =>
      of(c, 'dialysis', (e) => openOr(e, ({ at }) => (isBefore(at) ? not('before-the-transplant') : COUNTS))),
    ),
    ...entriesOf(reading, 'dialysis-care').map((c) =>
      of(c, 'dialysis', (e) => (isCurrent(e) ? ofSession(e.at) : notCurrent(e))),
    ),
    ...courses(facts.dialysisSessions).map(({ at, lastAt, until, reference, care }) => ({
      bears: 'dialysis' as const,
      kind: care ? 'dialysis-care' : 'dialysis-session',
      reference,
      ...ofSession(lastAt),
      earliest: at,
      latest: until,
    })),
    ...facts.openDialysis.map((o) => ({
      bears: 'dialysis' as const,
      kind: 'dialysis-session',
      reference: o.reference,
      ...ofOpen(o),
      latest: o.until,
    })),
  ];
}

interface DialysisCourse extends DialysisEvidence {
  readonly lastAt: number;
  readonly until: number;
}

/** The beginning and the end of one procedure as one. */
function courses(sessions: readonly DialysisEvidence[]): readonly DialysisCourse[] {
  const byReference = new Map<string, DialysisCourse>();
  for (const session of sessions) {
    const { at, until = at, reference } = session;
    const known = byReference.get(reference) ?? { at, lastAt: at, until };
    byReference.set(reference, {
      ...session,
      at: Math.min(at, known.at),
      lastAt: Math.max(at, known.lastAt),
      until: Math.max(until, known.until),
    });
  }
  return [...byReference.values()];
}

function ofEndStage(reading: Reading): readonly Circumstance[] {
  const { facts, kidney } = reading;
  return entriesOf(reading, 'esrd', 'ckd-5-or-esrd').map((c) =>
    of(c, 'end-stage', (e) => {
      const standing = (): Standing => {
        if (kidney.transplant) return not('before-the-transplant');
        return e.kind === 'ckd-5-or-esrd' && hasFunction(facts) ? not('own-filtration') : COUNTS;
      };
      if (e.kind === 'esrd') return openOr(e, standing);
      return isCurrent(e) ? standing() : notCurrent(e);
    }),
  );
}

function ofTransplant(reading: Reading): readonly Circumstance[] {
  return entriesOf(reading, 'kidney-transplant').map((c) =>
    of(c, 'kidney-transplant', (e) => (isCurrent(e) ? COUNTS : notCurrent(e))),
  );
}

/** At the B2M, or now. */
function ofInjury(reading: Reading): readonly Circumstance[] {
  const counting = [reading.renal.steadiness.coded, reading.injury?.coded];
  return entriesOf(reading, 'aki').map((c) =>
    of(c, 'acute-kidney-injury', (e) => {
      if (counting.includes(e)) return COUNTS;
      return e.activity === 'active' && e.certainty !== 'suspected' ? not('over') : notCurrent(e);
    }),
  );
}

function ofPregnancy(reading: Reading): readonly Circumstance[] {
  const { facts, focus } = reading;
  const counting = pregnancyAt(facts, focus?.at ?? facts.asOf);
  return entriesOf(reading, 'pregnancy').map((c) =>
    of(c, 'pregnancy', (e) => {
      if (counting.includes(e)) return COUNTS;
      return e.certainty !== 'suspected' && e.activity !== 'inactive' ? not('another-time') : notCurrent(e);
    }),
  );
}

function of(c: Entry, bears: Bearing, standing: (c: Entry) => Standing): Circumstance {
  return { ...ofCondition(c), bears, ...standing(c) };
}
