// What else on the problem list raises B2M, and where that, or its absence, is what a card is about.
import { covers, producers, type Context, type Disease, type Reading } from '../../src/authoring.ts';

/** Conditions that raise serum B2M without a tumour. @source mayo-b2m */
const CAUSES: Readonly<Partial<Record<Context, string>>> = {
  'rheumatoid-arthritis': 'rheumatoid arthritis',
  lupus: 'systemic lupus erythematosus',
  sjogren: 'Sjögren syndrome',
  hiv: 'HIV infection',
  cmv: 'cytomegalovirus infection',
  hepatitis: 'viral hepatitis',
  cirrhosis: 'cirrhosis',
  'inflammatory-bowel-disease': 'inflammatory bowel disease',
  tuberculosis: 'tuberculosis',
  'kidney-transplant': 'kidney transplant',
};

export function knownCauses({ facts }: Reading): readonly string[] {
  const names = facts.contexts
    .filter((c) => c.activity !== 'inactive' && c.certainty === 'confirmed')
    .flatMap((c) => CAUSES[c.kind] ?? []);
  return [...new Set(names)].sort();
}

/**
 * Raised beyond filtration in a patient without a plasma-cell or lymphoid disease: then what is told is that something
 * on the problem list can raise it, or that nothing there does.
 */
export function askForCause(reading: Reading): 'known-cause' | 'unexplained' | undefined {
  const { elevated, renal, facts } = reading;
  if (elevated !== true || renal.withheld || producers(facts).length > 0) return undefined;
  if (!covers(facts, 'conditions')) return undefined;
  const beyond = renal.beyondFiltration;
  if (beyond === undefined) return undefined;
  if (knownCauses(reading).length > 0) return 'known-cause';
  return beyond === 'well' ? 'unexplained' : undefined;
}

/** Diseases that can raise B2M but have no stage or index with B2M here. */
const WITHOUT_INDEX: Readonly<Partial<Record<Disease, string>>> = {
  'smouldering-myeloma': 'smouldering myeloma, to which ISS does not apply',
  mgus: 'MGUS, to which ISS does not apply',
  'al-amyloidosis': 'AL amyloidosis',
  mgrs: 'monoclonal gammopathy of renal significance',
  plasmacytoma: 'plasmacytoma',
  'plasma-cell-leukaemia': 'plasma-cell leukaemia',
  lymphoma: 'a lymphoma for which no index holds B2M',
  'mantle-cell-lymphoma': 'mantle cell lymphoma',
  cmml: 'chronic myelomonocytic leukaemia, in which B2M can be markedly raised',
  myelofibrosis: 'myelofibrosis, in which B2M can be raised',
};

/** D47.2: smouldering myeloma has been coded so since 2021. */
const MGUS_OR_SMOULDERING = 'MGUS or smouldering myeloma, to which ISS does not apply';

/** `On record: MGUS, to which ISS does not apply.` */
export function diseaseLine({ facts }: Reading): readonly string[] {
  const names = producers(facts)
    .filter((d) => d.certainty === 'confirmed')
    .flatMap((d) => (d.orSmouldering ? MGUS_OR_SMOULDERING : (WITHOUT_INDEX[d.kind] ?? [])));
  return names.length > 0 ? [`On record: ${[...new Set(names)].join('; ')}.`] : [];
}
