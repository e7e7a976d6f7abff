import type { scaleLinear } from "@visx/scale";
import { formatTick } from "@/components/charts/chart-format";
import type { AxisKind } from "@/components/charts/chart-format";

export type LinearScale = ReturnType<typeof scaleLinear<number>>;

export interface PlotBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The distance between ticks that suits a height or width, as the scale divides it. */
export function tickStep(ticks: readonly number[]): number {
  const [first, second] = ticks;
  return first === undefined || second === undefined ? 1 : Math.abs(second - first);
}

export interface YAxisProps {
  scale: LinearScale;
  kind: AxisKind;
  /** What is measured, with its unit; stands level at the top left. */
  title: string;
  box: PlotBox;
  count?: number;
}

/** Hairlines with their numbers at the left. */
export function YAxis({ scale, kind, title, box, count = 4 }: YAxisProps) {
  const ticks = scale.ticks(count);
  const step = tickStep(ticks);
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${scale(tick)})`}>
          <line x1={box.left} x2={box.right} className="grid" />
          <text x={box.left - 6} y={4} textAnchor="end">
            {formatTick(tick, kind, step)}
          </text>
        </g>
      ))}
      <text x={0} y={9} className="label-2">
        {title}
      </text>
    </g>
  );
}

export interface XAxisProps {
  scale: LinearScale;
  kind: AxisKind;
  title: string;
  box: PlotBox;
  count?: number;
  /** Named places instead of numbers: versions, weeks. */
  marks?: readonly { x: number; label: string }[];
}

/** The one drawn axis, with its title under the right end. */
export function XAxis({ scale, kind, title, box, count, marks }: XAxisProps) {
  const ticks = marks ? marks.map((mark) => mark.x) : scale.ticks(count ?? Math.max(2, Math.floor((box.right - box.left) / 84)));
  const step = tickStep(ticks);
  const every = marks ? Math.ceil((marks.length * 34) / Math.max(1, box.right - box.left)) : 1;
  return (
    <g transform={`translate(0 ${box.bottom})`}>
      <line x1={box.left} x2={box.right} className="axis" />
      {ticks.map((tick, index) =>
        index % every === 0 ? (
          <g key={tick} transform={`translate(${scale(tick)} 0)`}>
            {marks ? null : <line y2={4} className="axis" />}
            <text y={16} textAnchor="middle">
              {marks?.[index]?.label ?? formatTick(tick, kind, step)}
            </text>
          </g>
        ) : null,
      )}
      <text x={box.right} y={31} textAnchor="end" className="label-2">
        {title}
      </text>
    </g>
  );
}

/** A bob on its line: the place where something stops. `x` is the line, `y` the tip. */
export function Bob({ x, y }: { x: number; y: number }) {
  return <path className="bob" d={`M${x - 4.5} ${y - 12}h9v4l-4.5 8l-4.5 -8Z`} />;
}
