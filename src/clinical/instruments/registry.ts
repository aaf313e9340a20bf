// Every instrument that speaks in strata. A new one is its file and a line here; a test finds a file that has none.
import { BALL } from './ball-2019.ts';
import { CLL_IPI } from './cll-ipi-2016.ts';
import { DURIE_SALMON } from './durie-salmon-1975.ts';
import { FLIPI2 } from './flipi2-2009.ts';
import { GELTAMO_IPI } from './geltamo-ipi-2017.ts';
import { IMS_IMWG } from './ims-imwg-2025.ts';
import { IMWG_RENAL } from './imwg-renal-2014.ts';
import type { Instrument, PrognosticIndex } from './instrument.ts';
import { IPSSWM } from './ipsswm-2009.ts';
import { ISS } from './iss-2005.ts';
import { KDIGO_GFR } from './kdigo-gfr-2012.ts';
import { MSS_WM } from './mss-wm-2024.ts';
import { PRIMA_PI } from './prima-pi-2018.ts';
import { R_ISS } from './r-iss-2015.ts';
import { R2_ISS } from './r2-iss-2022.ts';
import { RENAL_CONFOUNDING } from './renal-confounding.ts';
import { RIPSSWM } from './ripsswm-2019.ts';

/** In the order they are told in; of one disease the older index first. */
export const PROGNOSTIC_INDICES: readonly PrognosticIndex[] = [
  CLL_IPI,
  BALL,
  IPSSWM,
  RIPSSWM,
  MSS_WM,
  FLIPI2,
  PRIMA_PI,
  GELTAMO_IPI,
];

export const INSTRUMENTS: readonly Instrument[] = [
  ISS,
  R_ISS,
  R2_ISS,
  IMS_IMWG,
  IMWG_RENAL,
  DURIE_SALMON,
  ...PROGNOSTIC_INDICES,
  KDIGO_GFR,
  RENAL_CONFOUNDING,
];
