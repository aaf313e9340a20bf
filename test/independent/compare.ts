// What the service answered, held against the second decision.
import { assessed, cardOf, offered, type Answer } from './ask.ts';
import { issOf } from './baseline-oracle.ts';
import type { BaselinePatient } from './baseline-patients.ts';
import { mayRecordRiss, r2Iss, rIss } from './genetics-oracle.ts';
import type { GeneticsPatient } from './genetics-patients.ts';
import type { InjuryPatient } from './injury-patients.ts';
import type { MgDlPatient } from './mg-dl-patients.ts';

/** The first difference, in words; undefined where both decide the same. */
type Comparison<P> = (patient: P, answer: Answer) => string | undefined;

/** mg/L; above it a B2M is doubted, whatever its unit. */
const TOO_HIGH = 20;

export const compareInjury: Comparison<InjuryPatient> = ({ course, card }, answer) => {
  const told = cardOf(answer, 'acute-kidney-injury')?.indicator;
  if (told !== card) return `card ${card}, told was ${told}`;
  const stage = Number(assessed(answer, 'KDIGO-AKI')?.possible[0] ?? 0);
  if (card !== undefined && stage !== course.stage) return `stage ${course.stage}, told was ${stage}`;
  const filtration = (answer.evidence.derived ?? []).filter(({ name }) =>
    ['egfr', 'b2m-expected', 'b2m-ratio'].includes(name),
  );
  if (!course.steady && filtration.length > 0)
    return `not steady, but ${filtration.map((d) => d.name).join()} was told`;
  if (course.steady && filtration.length === 0) return 'steady, but nothing about filtration was told';
  return undefined;
};

export const compareBaseline: Comparison<BaselinePatient> = ({ basis, iss, recordable }, answer) => {
  const told = assessed(answer, 'ISS');
  const records = offered(answer);
  if (recordable !== records.length > 0) return `recordable ${recordable}, offered was ${records.join() || 'nothing'}`;
  if (!basis)
    return told?.basis === undefined || told.basis === 'current' ? undefined : `no stage, told was ${told.basis}`;
  if (told) {
    if (![...basis].some((b) => b === told.basis)) return `${[...basis].join(' or ')}, told was ${told.basis}`;
    if (told.basis !== 'current' && told.possible.join() !== iss.join())
      return `ISS ${iss.join()}, told was ${told.possible.join()}`;
    return undefined;
  }
  return basis.has('current') ? undefined : `${[...basis].join(' or ')}, told was nothing`;
};

export const compareGenetics: Comparison<GeneticsPatient> = ({ genetics, criteria, allRead }, answer) => {
  for (const [system, want] of [
    ['R-ISS', rIss(genetics)],
    ['R2-ISS', r2Iss(genetics)],
  ] as const) {
    const told = assessed(answer, system)?.possible;
    if (told && told.join() !== want.join()) return `${system} ${want.join()}, told was ${told.join()}`;
    if (!told && want.length === 1) return `${system} ${want.join()} is not told`;
  }
  const high = criteria.length > 0;
  const risk = assessed(answer, 'IMS-IMWG-2025')?.possible.join();
  if (high !== (risk === 'high-risk')) return `criteria ${criteria.join() || 'none'}, told was ${risk}`;
  const lead = answer.cards[0]?.summary ?? '';
  if (high && !lead.startsWith('High-risk myeloma')) return `high risk does not lead: ${lead}`;
  const recorded = offered(answer).some((label) => label.startsWith('Record R-ISS'));
  if (recorded && !mayRecordRiss(genetics)) return 'R-ISS was offered';
  if (!recorded && allRead && mayRecordRiss(genetics)) return 'R-ISS was not offered';
  return undefined;
};

export const compareMgDl: Comparison<MgDlPatient> = ({ reading, albumin }, answer) => {
  const records = offered(answer);
  if (records.length > 0) return `recorded ${records.join()}`;
  const labels = answer.cards.flatMap((c) => c.suggestions ?? []).map((s) => s.label);
  if (labels.some((label) => /beta-2|B2M/i.test(label))) return `ordered ${labels.join()}`;
  const used = answer.evidence.inputs?.find((i) => i.analyte === 'b2m-serum')?.value;
  const stage = assessed(answer, 'ISS');
  const words = answer.cards.map((c) => `${c.summary}\n${c.detail}`).join('\n');
  if (reading.as !== 'believed') {
    const check = cardOf(answer, 'unit-check');
    if (check !== answer.cards[0] || !check) return 'the unit check does not lead';
    const printed = [...words.matchAll(/([\d.]+) mg\/L/g)].map(([, number]) => Number(number));
    const missing = reading.readings.find((n) => !printed.some((p) => isShown(n, p)));
    if (missing !== undefined) return `${missing} mg/L is not told`;
    // A stage may only be one that the albumin leaves.
    if (stage && stage.possible.length < (albumin < 3.5 ? 2 : 3)) return `ISS ${stage.possible.join()} of it`;
    return /expected|times/.test(check.summary) ? 'a ratio of it' : undefined;
  }
  if (used !== undefined && Math.abs(used - reading.mgPerL) > 1e-9) return `${reading.mgPerL} mg/L, used was ${used}`;
  if (reading.remarkedOn && !words.includes('mg/dL')) return 'believed without a remark';
  if (reading.mgPerL > TOO_HIGH) return undefined;
  const iss = issOf(reading.mgPerL, albumin).join();
  return stage?.possible.join() === iss ? undefined : `ISS ${iss}, told was ${stage?.possible.join()}`;
};

/** To one decimal, and never rounded onto a stage that it does not reach. */
function isShown(value: number, shown: number): boolean {
  return Math.abs(value - shown) < 0.0501 && [3.5, 5.5].every((cut) => value < cut === shown < cut);
}
