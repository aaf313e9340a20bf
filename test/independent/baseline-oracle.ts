// Is a B2M a baseline value, and may its stage be recorded? Decided a second time, plainly, from the words of the clinical
// reference alone (7.5 dates, 7.8 entries, 7.13 treatment). Days count backwards from today: 0 today, 1 yesterday.

/** The days between which something happened: `from` is the older end. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

export type Basis = 'baseline' | 'if-baseline' | 'current';

export interface Therapy {
  readonly drug: 'of the disease' | 'of many diseases' | 'steroid' | 'chemotherapy without a name';
  /** A plan, a draft or what was cancelled is nothing. */
  readonly as: 'given' | 'ordered' | 'nothing';
  /** Undefined: undated. */
  readonly daysAgo: number | undefined;
}

export interface BaselineQuestion {
  readonly b2mDaysAgo: number;
  /** Undefined: the date of diagnosis is open. */
  readonly diagnosis: Days | undefined;
  readonly therapies: readonly Therapy[];
  /** Another disease on record that drugs "of many diseases" treat. */
  readonly otherCancer: boolean;
  readonly medicationsRead: boolean;
}

type Three = 'yes' | 'open' | 'no';

/** From 90 days before to 60 days after the diagnosis, for every day that it may have been made. */
export function inWindow(b2mDaysAgo: number, diagnosis: Days | undefined): Three {
  if (!diagnosis) return 'open';
  let inside = 0;
  let outside = 0;
  for (let day = diagnosis.to; day <= diagnosis.from; day++) {
    const after = day - b2mDaysAgo;
    if (after >= -90 && after <= 60) inside++;
    else outside++;
  }
  return outside === 0 ? 'yes' : inside === 0 ? 'no' : 'open';
}

interface Treated {
  readonly before: Three;
  /** An older drug of the disease puts the date of diagnosis in doubt. */
  readonly doubt: boolean;
  readonly unnamed: boolean;
  /** Something that is, or may be, treatment of the disease. */
  readonly onRecord: boolean;
}

/** Was the B2M drawn before the first dose? */
export function beforeFirstDose(q: BaselineQuestion): Treated {
  const earliest = q.diagnosis?.from ?? Infinity;
  const seen = q.therapies.filter((t) => t.as !== 'nothing' && t.drug !== 'steroid');
  const counted: Therapy[] = [];
  let open = false;
  let doubt = false;
  let unnamed = false;
  let mayBe = false;
  for (const t of seen) {
    if (t.daysAgo === undefined) {
      open = true;
      continue;
    }
    if (t.daysAgo > earliest + 30) {
      if (t.drug === 'of the disease') doubt = true;
      continue;
    }
    if (t.drug === 'chemotherapy without a name') {
      unnamed = true;
      if (t.daysAgo > q.b2mDaysAgo) open = true;
      continue;
    }
    if (t.drug === 'of many diseases' && q.otherCancer && !seen.some((o) => o.drug === 'of the disease')) {
      // Mentioned, not counted; whether it was given for this disease nobody says.
      mayBe = true;
      if (t.daysAgo >= q.b2mDaysAgo) open = true;
      continue;
    }
    counted.push(t);
  }
  let before: Three = 'yes';
  for (const t of counted) {
    const start = t.daysAgo ?? 0;
    const end = t.as === 'given' ? start : lastDayOfFirstDose(start, counted);
    const one: Three = q.b2mDaysAgo > start ? 'yes' : q.b2mDaysAgo < end ? 'no' : t.as === 'given' ? 'yes' : 'open';
    if (one === 'no' || (one === 'open' && before === 'yes')) before = one;
  }
  if (before === 'yes' && open) before = 'open';
  return { before, doubt, unnamed, onRecord: counted.length > 0 || open || doubt || unnamed || mayBe };
}

/** An order: to 30 days later, closed by the first administration, or by a repeat of 14 or more days on. */
function lastDayOfFirstDose(ordered: number, all: readonly Therapy[]): number {
  const closing = all.flatMap((t) => {
    if (t.daysAgo === undefined) return [];
    if (t.as === 'given' && t.daysAgo <= ordered) return [t.daysAgo];
    return t.as === 'ordered' && t.daysAgo <= ordered - 14 ? [t.daysAgo] : [];
  });
  return Math.max(ordered - 30, ...closing);
}

/** Every basis that the words allow; mostly one. */
export function basisOf(q: BaselineQuestion): ReadonlySet<Basis> {
  const window = inWindow(q.b2mDaysAgo, q.diagnosis);
  const { before, doubt, onRecord } = beforeFirstDose(q);
  if (window === 'no') return afterTheWindow(q, onRecord);
  if (before === 'no') return new Set(doubt ? ['current', 'if-baseline'] : ['current']);
  return new Set([window === 'open' || before === 'open' || doubt ? 'if-baseline' : 'baseline']);
}

/** Day 61 to 365 after the diagnosis and untreated: a stage "if still untreated". */
function afterTheWindow(q: BaselineQuestion, onRecord: boolean): ReadonlySet<Basis> {
  const { diagnosis, b2mDaysAgo, medicationsRead } = q;
  if (!diagnosis) throw new Error('without a date nothing is outside of the window');
  const [least, most] = [diagnosis.to - b2mDaysAgo, diagnosis.from - b2mDaysAgo];
  if (least < 61 || least > 365 || !medicationsRead) return new Set(['current']);
  // Treated only after the sample, or longer ago than a year at one end: the ruling says neither.
  const later = q.therapies.every(
    (t) => t.as === 'nothing' || t.drug === 'steroid' || (t.daysAgo ?? Infinity) < b2mDaysAgo,
  );
  if (onRecord) return new Set(later ? ['current', 'if-baseline'] : ['current']);
  return new Set(most > 365 ? ['current', 'if-baseline'] : ['if-baseline']);
}

/** ISS by the published cuts: B2M in mg/L, albumin in g/dL of within 30 days. */
export function issOf(b2m: number, albumin: number | undefined): readonly string[] {
  if (b2m >= 5.5) return ['III'];
  if (b2m >= 3.5) return ['II'];
  if (albumin === undefined) return ['I', 'II'];
  return albumin >= 3.5 ? ['I'] : ['II'];
}
