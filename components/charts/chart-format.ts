import { formatFigure } from "@/components/ui/figure-format";
import type { FigureKind } from "@/components/ui/figure-format";

/** How the ticks of an axis are written. `day` takes milliseconds since 1970 and writes a date in UTC. */
export type AxisKind = FigureKind | "day";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** A tick: as few digits as tell it from its neighbours (`step` apart). */
export function formatTick(value: number, kind: AxisKind, step: number): string {
  if (kind === "day") return day.format(value);
  const shown = kind === "percent" ? step * 100 : kind === "money" ? step / 1_000_000 : step;
  const digits = digitsOf(shown);
  const text = formatFigure(value, kind, digits);
  if (kind === "probability" || kind === "number") return text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") || "0";
  return text;
}

/** The fewest decimals, up to four, that write a step exactly. */
function digitsOf(step: number): number {
  for (let digits = 0; digits < 4; digits += 1) {
    const scaled = Math.abs(step) * 10 ** digits;
    if (scaled >= 1 - 1e-9 && Math.abs(scaled - Math.round(scaled)) < 1e-6) return digits;
  }
  return 4;
}

/** A value of an axis in full, for the readout. */
export function formatValue(value: number, kind: AxisKind): string {
  if (kind === "day") return day.format(value);
  return `${formatFigure(value, kind)}${kind === "percent" ? " %" : ""}`;
}

/** The value of a reference line, with no digit too many: 50, 63.4, .667. */
export function formatReference(value: number, kind: FigureKind): string {
  if (kind === "money" || kind === "count") return formatFigure(value, kind);
  const text = formatFigure(value, kind, kind === "percent" ? 1 : 3);
  return text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") || "0";
}

/** Widens a span by a tenth on both sides; a span of nothing gets a little room. */
export function padDomain(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const room = (high - low || Math.abs(high) * 0.2 || 1) * 0.1;
  return [low - room, high + room];
}

/** Pushes labels apart so that none covers another: keeps their order, moves them as little as it can, stays inside. */
export function spreadLabels(positions: readonly number[], gap: number, bottom: number): number[] {
  const order = positions.map((position, index) => ({ position, index })).sort((a, b) => a.position - b.position);
  let floor = Number.NEGATIVE_INFINITY;
  for (const label of order) {
    label.position = Math.max(label.position, floor);
    floor = label.position + gap;
  }
  let ceiling = bottom;
  for (const label of order.toReversed()) {
    label.position = Math.min(label.position, ceiling);
    ceiling = label.position - gap;
  }
  const spread = [...positions];
  for (const label of order) spread[label.index] = label.position;
  return spread;
}
