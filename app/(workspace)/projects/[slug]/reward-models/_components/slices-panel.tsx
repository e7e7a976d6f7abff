import { toFigure } from "@/app/(workspace)/projects/[slug]/agreement/_components/to-figure";
import { DotWhiskerRows } from "@/components/charts/dot-whisker-rows";
import type { HonestFigures } from "@/lib/reward-models/honesty-schema";

const readings = {
  "below-chance": { text: "below chance", bad: true },
  "not-above-chance": { text: "not above chance", bad: true },
  "not-above-length": { text: "not above length" },
} as const;

/** Accuracy by domain, length gap, pair of models and agreement, each with its interval and n. */
export function SlicesPanel({ fileName, honesty, longerWins }: { fileName: string; honesty: HonestFigures; longerWins: number | null }) {
  const rows = honesty.slices.map(({ dimension, name, accuracy, reading }) => ({
    key: `${dimension} ${name}`,
    label: dimension === "all" ? "all left out" : `${dimension}: ${name}`,
    estimate: toFigure(accuracy, null),
    ...(reading ? { note: readings[reading] } : {}),
  }));
  const lows = rows.flatMap(({ estimate }) => (estimate.value === null ? [] : [estimate.low ?? estimate.value]));
  const low = Math.max(0, Math.floor(Math.min(0.5, ...lows) * 10) / 10);
  return (
    <DotWhiskerRows
      title="Slices"
      say={
        rows.length > 8
          ? "Among so many slices one or two below chance are expected by chance alone."
          : "Pairs by what they are about. Groups below ten pairs are not shown."
      }
      fileName={fileName}
      rowTitle="Comparisons left out where"
      valueTitle="Accuracy"
      kind="percent"
      rows={rows}
      domain={[low, 1]}
      chance={{ value: 0.5, label: "chance" }}
      {...(longerWins === null ? {} : { baseline: { value: longerWins, label: "longer response wins" } })}
    />
  );
}
