/** How a number is written: a share as per cent, a probability without its zero, a count, micro-dollars as money, or plain. */
export type FigureKind = "percent" | "probability" | "count" | "money" | "number";

const minus = "\u2212";

function fixed(value: number, digits: number): string {
  const text = new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  // A rounded zero has no sign.
  return Number(text.replaceAll(",", "")) === 0 ? text.replace("-", "") : text.replace("-", minus);
}

function money(micros: number, digits: number | undefined): string {
  const dollars = micros / 1_000_000;
  const wanted = digits ?? (dollars !== 0 && Math.abs(dollars) < 0.1 ? 4 : Math.abs(dollars) >= 1000 ? 0 : 2);
  const text = fixed(Math.abs(dollars), wanted);
  return `${dollars < 0 ? minus : ""}$${text}`;
}

/** Writes one figure, without its unit: 0.731 as percent is "73.1", as probability ".73". Money comes in integer micro-dollars. */
export function formatFigure(value: number, kind: FigureKind = "number", digits?: number): string {
  switch (kind) {
    case "percent":
      return fixed(value * 100, digits ?? 1);
    case "probability":
      return fixed(value, digits ?? 2).replace(/^(\u2212?)0\./, "$1.");
    case "count":
      return fixed(value, digits ?? 0);
    case "money":
      return money(value, digits);
    case "number":
      return fixed(value, digits ?? 2);
  }
}

/** An estimate with its uncertainty, or the reason why there is none. */
export type Estimate =
  | { value: number; low: number | null; high: number | null; n: number | null }
  | { value: null; reason: string; n: number | null };

/** "73.1 [70.6, 75.6], n = 1,112", for titles, accessible names and tables. */
export function describeEstimate(estimate: Estimate, kind: FigureKind = "number", digits?: number): string {
  const n = estimate.n === null ? "" : `, n = ${formatFigure(estimate.n, "count")}`;
  if (estimate.value === null) return `undefined: ${estimate.reason}${n}`;
  const unit = kind === "percent" ? " %" : "";
  const interval =
    estimate.low === null || estimate.high === null
      ? ""
      : ` [${formatFigure(estimate.low, kind, digits)}, ${formatFigure(estimate.high, kind, digits)}]`;
  return `${formatFigure(estimate.value, kind, digits)}${unit}${interval}${n}`;
}

/** A count with its noun: "1 task", "1,204 tasks". `many` is for nouns with another plural, and for a verb that follows. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${formatFigure(n, "count")} ${n === 1 ? one : many}`;
