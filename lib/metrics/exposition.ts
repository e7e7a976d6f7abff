import type { Histogram } from "@/lib/metrics/http-durations";

/** Prometheus' text format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/. */

type Labels = Record<string, string | number>;
export type Sample = { labels: Labels; value: number };
export type Metric = { name: string; help: string; type: "gauge" | "counter"; samples: Sample[] };
export type HistogramMetric = {
  name: string;
  help: string;
  bounds: readonly number[];
  series: { labels: Labels; histogram: Histogram }[];
};

const escape = (text: string): string => text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
const written = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(String(value))}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
};
const head = (name: string, help: string, type: string): string => `# HELP ${name} ${help.replace(/\n/g, " ")}\n# TYPE ${name} ${type}\n`;

export const writeMetric = ({ name, help, type, samples }: Metric): string =>
  head(name, help, type) + samples.map(({ labels, value }) => `${name}${written(labels)} ${value}\n`).join("");

export const writeHistogram = ({ name, help, bounds, series }: HistogramMetric): string =>
  head(name, help, "histogram") +
  series
    .map(({ labels, histogram: { counts, sum, count } }) =>
      [
        ...bounds.map((le, place) => `${name}_bucket${written({ ...labels, le })} ${counts[place] ?? 0}\n`),
        `${name}_bucket${written({ ...labels, le: "+Inf" })} ${count}\n`,
        `${name}_sum${written(labels)} ${sum}\n`,
        `${name}_count${written(labels)} ${count}\n`,
      ].join(""),
    )
    .join("");
