// Options of commands as they are typed → numbers, or what is wrong with them.

/** @throws Error naming the option, unless the text is a whole number from `least` on */
export function whole(option: string, text: string, least: number): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < least) throw new Error(`${option}: ${text} is no whole number from ${least} on`);
  return n;
}
