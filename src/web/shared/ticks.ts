// Round numbers for an axis.

/** Round numbers (1, 2 or 5 times a power of ten) from 0 to at least `max`, about `count` of them. */
export function niceTicks(max: number, count: number): readonly number[] {
  const raw = max / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((m) => m * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = 0; i === 0 || (i - 1) * step < max; i++) ticks.push(Number((i * step).toPrecision(6)));
  return ticks;
}
