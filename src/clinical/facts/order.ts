// In which order facts stand, so that it never depends on the order in which resources came.

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byReference(a: { readonly reference: string }, b: { readonly reference: string }): number {
  return compareText(a.reference, b.reference);
}
