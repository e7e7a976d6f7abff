import { describeEstimate } from "@/components/ui/figure-format";
import type { Estimate, FigureKind } from "@/components/ui/figure-format";

export interface DotWhiskerProps {
  estimate: Estimate;
  domain: readonly [number, number];
  kind?: FigureKind;
  /** Solid grey: the best simple baseline. */
  baseline?: number;
  /** Dotted: chance. */
  chance?: number;
  /** What is drawn: an ink dot, the chosen one in green, or the diamond of a side. */
  mark?: "dot" | "chosen" | "A" | "B";
  className?: string;
}

const whiskers = { dot: "whisker", chosen: "whisker whisker-accent", A: "whisker-a", B: "whisker-b" };

/** One estimate on a common scale, for a cell of a table. Drawn in per cent of the cell, so that it needs no measuring. */
export function DotWhisker({ estimate, domain, kind = "number", baseline, chance, mark = "dot", className }: DotWhiskerProps) {
  const span = domain[1] - domain[0] || 1;
  const at = (value: number) => `${Math.min(100, Math.max(0, ((value - domain[0]) / span) * 100)).toFixed(2)}%`;
  return (
    <svg className={`chart ${className ?? ""}`} height={28} role="img" aria-label={describeEstimate(estimate, kind)}>
      <title>{describeEstimate(estimate, kind)}</title>
      {chance === undefined ? null : <line x1={at(chance)} x2={at(chance)} y1={0} y2={28} className="chance" />}
      {baseline === undefined ? null : <line x1={at(baseline)} x2={at(baseline)} y1={6} y2={22} className="line line-base" />}
      {estimate.value === null ? null : (
        <>
          {estimate.low === null || estimate.high === null ? null : (
            <line x1={at(estimate.low)} x2={at(estimate.high)} y1={14} y2={14} className={whiskers[mark]} />
          )}
          {mark === "A" || mark === "B" ? (
            <svg x={at(estimate.value)} y={14} overflow="visible">
              <path d="M0 -5.2L5.2 0L0 5.2L-5.2 0Z" className={mark === "A" ? "side-a" : "side-b"} />
            </svg>
          ) : (
            <circle cx={at(estimate.value)} cy={14} r={3.8} className={mark === "chosen" ? "point point-accent" : "point"} />
          )}
        </>
      )}
    </svg>
  );
}
