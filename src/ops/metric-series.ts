// Counters, gauges and histograms that cost a hook call next to nothing; the text for Prometheus is made when it is asked for.
type Labels = Readonly<Record<string, string>>;
type Value = { readonly labels: Labels; readonly value: number; readonly metricName?: string };

/** All that a registry of prom-client asks of a metric. */
export interface Collected {
  readonly name: string;
  get(): Promise<object>;
}

export type Collect = (metric: Collected) => void;

interface Description {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

export interface MetricSeries {
  /** Adds to the series with these label values, given in the order of the names. */
  add(by: number, ...values: readonly string[]): void;
}

/** A counter, handed to `collect`. */
export function createCounter(collect: Collect, description: Description): MetricSeries {
  const series = createSeries(description.labels, 1);
  register(collect, description, 'counter', () =>
    series.all().map(({ labels, numbers }) => ({ labels, value: numbers[0] as number })),
  );
  return {
    add(by, ...values) {
      const numbers = series.of(values);
      numbers[0] = (numbers[0] as number) + by;
    },
  };
}

/** A histogram, handed to `collect`; `add` takes an observation. @param bounds ascending upper bounds of its buckets */
export function createHistogram(collect: Collect, description: Description, bounds: readonly number[]): MetricSeries {
  // a count per bucket, one for what is above all bounds, then the sum
  const series = createSeries(description.labels, bounds.length + 2);
  register(collect, description, 'histogram', () =>
    series.all().flatMap(({ labels, numbers }) => histogramValues(description.name, labels, numbers, bounds)),
  );
  return {
    add(observed, ...values) {
      const numbers = series.of(values);
      let bucket = 0;
      while (bucket < bounds.length && observed > (bounds[bucket] as number)) bucket++;
      numbers[bucket] = (numbers[bucket] as number) + 1;
      numbers[bounds.length + 1] = (numbers[bounds.length + 1] as number) + observed;
    },
  };
}

/** A gauge, handed to `collect`; read when it is asked for. @param aggregator how workers' values become one */
export function createGauge(
  collect: Collect,
  description: Omit<Description, 'labels'> & { readonly aggregator: 'sum' | 'min' | 'first' },
  read: () => Promise<readonly { readonly labels: Labels; readonly value: number }[]>,
): void {
  const { name, help, aggregator } = description;
  collect({ name, get: async () => ({ name, help, type: 'gauge', values: await read(), aggregator }) });
}

interface Series {
  readonly labels: Labels;
  readonly numbers: Float64Array;
}

function createSeries(names: readonly string[], size: number) {
  const byKey = new Map<string, Series>();
  return {
    of(values: readonly string[]): Float64Array {
      const key = values.length === 1 ? (values[0] as string) : values.join('\n');
      let series = byKey.get(key);
      if (!series) {
        const labels = Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
        byKey.set(key, (series = { labels, numbers: new Float64Array(size) }));
      }
      return series.numbers;
    },
    all: (): readonly Series[] => [...byKey.values()],
  };
}

function histogramValues(name: string, labels: Labels, numbers: Float64Array, bounds: readonly number[]): Value[] {
  let count = 0;
  const buckets = [...bounds, Number.POSITIVE_INFINITY].map((bound, i) => {
    count += numbers[i] as number;
    const le = Number.isFinite(bound) ? String(bound) : '+Inf';
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: numbers[bounds.length + 1] as number },
    { metricName: `${name}_count`, labels, value: count },
  ];
}

function register(collect: Collect, { name, help }: Description, type: string, values: () => readonly Value[]): void {
  collect({ name, get: async () => ({ name, help, type, values: values(), aggregator: 'sum' }) });
}
