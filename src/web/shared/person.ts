// Whose chart it is, in a line.
import { day } from './format.ts';

/** `Ada Synthetic · female · born 1960-07-05`, as far as it is on record; empty when nothing is. */
export function personInWords(patient: fhir4.Patient | undefined): string {
  const name = patient?.name?.[0];
  const words = [
    name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' '),
    patient?.gender,
    patient?.birthDate && `born ${day(patient.birthDate)}`,
  ];
  return words.filter(Boolean).join(' · ');
}
