import { cn } from "@/lib/cn";

export interface SparklineProps {
  values: readonly number[];
  /** Dotted: the value to beat. */
  reference?: number;
  /** Said to those who do not see it: "loss from 0.69 to 0.52 in 40 steps". */
  label: string;
  bad?: boolean;
  /** The share of the width that the values take, while more are to come. */
  progress?: number;
  className?: string;
}

const width = 92;
const height = 20;

/** A small line for a cell of a table: shape only, the numbers stand beside it. */
export function Sparkline({ values, reference, label, bad = false, progress = 1, className }: SparklineProps) {
  const finite = values.filter(Number.isFinite);
  const all = reference === undefined ? finite : [...finite, reference];
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  const x = (index: number) => 2 + (index / Math.max(1, finite.length - 1)) * (width - 4) * progress;
  const y = (value: number) => height - 3 - ((value - low) / span) * (height - 6);
  const last = finite.at(-1);
  return (
    <svg
      className={cn("chart inline-block w-auto", className)}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {reference === undefined || finite.length === 0 ? null : (
        <line x1={0} x2={width} y1={y(reference)} y2={y(reference)} className="chance" />
      )}
      {finite.length > 1 ? (
        <polyline
          points={finite.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}
          className={cn("line", bad && "line-bad")}
        />
      ) : null}
      {last === undefined ? null : <circle cx={x(finite.length - 1)} cy={y(last)} r={2} fill={bad ? "var(--bad)" : "var(--ink)"} />}
    </svg>
  );
}
