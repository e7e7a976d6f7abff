import { describeEstimate, formatFigure } from "@/components/ui/figure-format";
import type { Estimate, FigureKind } from "@/components/ui/figure-format";
import { cn } from "@/lib/cn";

export interface IntervalProps {
  estimate: Estimate;
  kind?: FigureKind;
  digits?: number;
  /** Writes n after the interval. On by default; a table with its own column for n turns it off. */
  showN?: boolean;
  className?: string;
}

/** A number, its 95 % interval and its n: 73.1 [70.6, 75.6] n = 1,112. Where it is undefined, the reason stands instead. */
export function Interval({ estimate, kind = "number", digits, showN = true, className }: IntervalProps) {
  if (estimate.value === null) {
    return (
      <span className={cn("text-ink-3", className)} title={describeEstimate(estimate, kind, digits)}>
        – <span className="text-12">{estimate.reason}</span>
      </span>
    );
  }
  return (
    <span className={cn("num whitespace-nowrap", className)} title={`${describeEstimate(estimate, kind, digits)} (95 % interval)`}>
      {formatFigure(estimate.value, kind, digits)}
      {estimate.low === null || estimate.high === null ? null : (
        <span className="font-normal text-ink-3">
          {" "}
          [{formatFigure(estimate.low, kind, digits)}, {formatFigure(estimate.high, kind, digits)}]
        </span>
      )}
      {showN && estimate.n !== null ? <span className="font-normal text-ink-3"> n = {formatFigure(estimate.n, "count")}</span> : null}
    </span>
  );
}
