import { describeEstimate } from "@/components/ui/figure-format";
import type { FigureKind } from "@/components/ui/figure-format";
import type { AxisKind } from "@/components/charts/chart-format";
import { formatValue } from "@/components/charts/chart-format";
import type { ChartTable } from "@/components/charts/download";

export interface LinePoint {
  x: number;
  y: number;
  /** 95 % interval, drawn as a band along a line and as a whisker on a point. */
  low?: number | null;
  high?: number | null;
  n?: number | null;
}

export interface LineSeries {
  label: string;
  points: readonly LinePoint[];
  /** measured: ink · predicted: accent · comparison: grey dashes */
  tone: "measured" | "predicted" | "comparison";
  /** Points are joined by a line unless they are single measurements. */
  joined?: boolean;
  /** Named under the pointer and in the table alone: lines that lie close together have no room for words. */
  unlabelled?: boolean;
  /** Written beside the label, in grey: "3 runs each". */
  note?: string;
}

export interface ReferenceLine {
  y: number;
  label: string;
  note?: string;
  /** chance: dotted · baseline: solid grey · target: grey dashes */
  kind: "chance" | "baseline" | "target";
}

/** All that is drawn, as rows. */
export function lineTable(series: readonly LineSeries[], references: readonly ReferenceLine[], xTitle: string, yTitle: string): ChartTable {
  const rows: (string | number | null)[][] = series.flatMap((one) =>
    one.points.map((point) => [one.label, point.x, point.y, point.low ?? null, point.high ?? null, point.n ?? null]),
  );
  for (const reference of references) rows.push([reference.label, null, reference.y, null, null, null]);
  return {
    columns: [
      { label: "Series" },
      { label: xTitle, numeric: true },
      { label: yTitle, numeric: true },
      { label: "95 % low", numeric: true },
      { label: "95 % high", numeric: true },
      { label: "n", numeric: true },
    ],
    rows,
  };
}

/** "routed mix at $812: 73.6 % [72.5, 74.7], n = 1,112" */
export function describePoint(label: string, point: LinePoint, xKind: AxisKind, yKind: FigureKind, xLabel?: string): string {
  const estimate = describeEstimate({ value: point.y, low: point.low ?? null, high: point.high ?? null, n: point.n ?? null }, yKind);
  return `${label} at ${xLabel ?? formatValue(point.x, xKind)}: ${estimate}`;
}

/** What the drawing says, in one sentence for those who do not see it. */
export function describeLines(
  title: string,
  series: readonly LineSeries[],
  references: readonly ReferenceLine[],
  xKind: AxisKind,
  yKind: FigureKind,
): string {
  const ends = series.flatMap((one) => {
    const last = one.points.at(-1);
    return last ? [describePoint(one.label, last, xKind, yKind)] : [];
  });
  const lines = references.map((reference) => `${reference.label} ${formatValue(reference.y, yKind)}`);
  return `${title}. ${[...ends, ...lines].join("; ")}.`;
}
