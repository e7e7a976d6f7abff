import type { ReactNode } from "react";
import { formatFigure } from "@/components/ui/figure-format";
import type { Estimate, FigureKind } from "@/components/ui/figure-format";
import { cn } from "@/lib/cn";

export interface StatProps {
  label: ReactNode;
  /** A count or a name, already written. */
  value?: ReactNode;
  /** Or an estimate, written with its interval and n. */
  estimate?: Estimate;
  kind?: FigureKind;
  digits?: number;
  note?: ReactNode;
  className?: string;
}

/** One large figure (26/600). At most one row of them in a region. */
export function Stat({ label, value, estimate, kind = "number", digits, note, className }: StatProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <div className="text-12 font-medium text-ink-2">{label}</div>
      <div className="num flex flex-wrap items-baseline gap-x-2 text-26 font-semibold tracking-[-0.02em]">
        {estimate ? <StatEstimate estimate={estimate} kind={kind} digits={digits} /> : value}
      </div>
      {note ? <div className="text-12 text-ink-2">{note}</div> : null}
    </div>
  );
}

function StatEstimate({ estimate, kind, digits }: { estimate: Estimate; kind: FigureKind; digits: number | undefined }) {
  const n = estimate.n === null ? null : `n = ${formatFigure(estimate.n, "count")}`;
  if (estimate.value === null) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="text-12 font-normal tracking-normal text-ink-3">
          {estimate.reason}
          {n ? `, ${n}` : ""}
        </span>
      </>
    );
  }
  return (
    <>
      {formatFigure(estimate.value, kind, digits)}
      {kind === "percent" ? " %" : ""}
      <span className="text-13 font-normal tracking-normal text-ink-3">
        {estimate.low === null || estimate.high === null
          ? ""
          : `[${formatFigure(estimate.low, kind, digits)}, ${formatFigure(estimate.high, kind, digits)}] `}
        {n}
      </span>
    </>
  );
}
