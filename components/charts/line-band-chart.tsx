"use client";

import { scaleLinear } from "@visx/scale";
import { useState } from "react";
import type { ReactNode } from "react";
import { Bob, XAxis, YAxis } from "@/components/charts/axes";
import type { PlotBox } from "@/components/charts/axes";
import { ChartFigure } from "@/components/charts/chart-figure";
import { formatTick, formatValue, padDomain } from "@/components/charts/chart-format";
import type { AxisKind } from "@/components/charts/chart-format";
import { describeLines, describePoint, lineTable } from "@/components/charts/line-band-data";
import type { LinePoint, LineSeries, ReferenceLine } from "@/components/charts/line-band-data";
import { EndLabels, namePlaces, References, SeriesBand, SeriesLine, spotsOfName } from "@/components/charts/line-marks";
import { Readout } from "@/components/charts/readout";
import { useChartWidth } from "@/components/charts/use-chart-width";
import type { FigureKind } from "@/components/ui/figure-format";

export interface LineBandChartProps {
  title: string;
  say?: ReactNode;
  fileName: string;
  series: readonly LineSeries[];
  references?: readonly ReferenceLine[];
  /** Where the plan stops: the plumb line, with its bob on the axis. */
  stop?: { x: number; y: number; label: string; note?: string };
  xTitle: string;
  yTitle: string;
  xKind?: AxisKind;
  yKind?: FigureKind;
  /** Named places on the x axis (versions, weeks) instead of numbers. */
  xMarks?: readonly { x: number; label: string }[];
  yDomain?: readonly [number, number];
  height?: number;
  className?: string;
}

/** A quantity over budget, time or versions, with its band; grey lines for chance and baselines; measured points with whiskers. */
export function LineBandChart(props: LineBandChartProps) {
  const {
    title,
    say,
    fileName,
    series,
    references = [],
    stop,
    xTitle,
    yTitle,
    xKind = "number",
    yKind = "number",
    xMarks,
    yDomain,
    height = 196,
    className,
  } = props;
  const [frame, width] = useChartWidth(604);
  const [at, setAt] = useState<{ series: number; point: number } | null>(null);
  const all = series.flatMap((one) => [...one.points]);
  const ys = [...all.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]), ...references.map((line) => line.y)];
  const [yLow, yHigh] = yDomain ?? padDomain(ys);
  const y = scaleLinear<number>({ domain: [yLow, yHigh], range: [height - 36, 22], nice: yDomain === undefined });
  const ticks = y.ticks(4);
  const widest = Math.max(...ticks.map((tick) => formatTick(tick, yKind, Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0))).length));
  const wide = width >= 480;
  const longest = Math.max(0, ...references.map((line) => Math.max(line.label.length, (line.note?.length ?? 0) + 7)));
  const labelRoom = Math.min(width * 0.32, Math.max(48, longest * 6 + 14));
  const box: PlotBox = { left: Math.max(28, widest * 6.4 + 12), right: width - (wide ? labelRoom : 42), top: 22, bottom: height - 36 };
  const xs = [...all.map((point) => point.x), ...(stop ? [stop.x] : []), ...(xMarks ?? []).map((mark) => mark.x)];
  const xSpan: [number, number] = xs.length === 0 ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
  if (xSpan[0] === xSpan[1]) xSpan[1] = xSpan[0] + 1;
  const inset = xMarks ? 14 : 0;
  const x = scaleLinear<number>({ domain: xSpan, range: [box.left + inset, box.right - inset] });
  // Both ends of the figure beside the last point: by its middle alone, a baseline's name was written over its first digits.
  const ends =
    series.length === 1 ? all.slice(-1).flatMap((point) => [10, 32].map((dx) => ({ x: x(point.x) + dx, y: y(point.y) - 8 }))) : [];
  const names = namePlaces(series, { x, y, box }).flatMap(spotsOfName);
  const obstacles = [...all.map((point) => ({ x: x(point.x), y: y(point.y) })), ...ends, ...names];
  const shown = at ? series[at.series]?.points[at.point] : undefined;
  const shownSeries = at ? series[at.series] : undefined;

  function find(event: React.PointerEvent<SVGSVGElement>) {
    const bounds = event.currentTarget.getBoundingClientRect();
    setAt(
      nearest(series, (point) =>
        Math.hypot(x(point.x) - (event.clientX - bounds.left), (y(point.y) - (event.clientY - bounds.top)) * 0.35),
      ),
    );
  }

  function walk(event: React.KeyboardEvent) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const flat = series.flatMap((one, index) => one.points.map((_, point) => ({ series: index, point })));
    const now = flat.findIndex((place) => place.series === at?.series && place.point === at.point);
    setAt(flat[Math.min(flat.length - 1, Math.max(0, now + step))] ?? null);
  }

  return (
    <ChartFigure title={title} say={say} fileName={fileName} table={lineTable(series, references, xTitle, yTitle)} className={className}>
      <div ref={frame} className="relative">
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          role="img"
          tabIndex={0}
          aria-label={describeLines(title, series, references, xKind, yKind)}
          onPointerMove={find}
          onPointerLeave={() => setAt(null)}
          onKeyDown={walk}
          onBlur={() => setAt(null)}
        >
          <YAxis scale={y} kind={yKind} title={yTitle} box={box} />
          <XAxis scale={x} kind={xKind} title={xTitle} box={box} marks={xMarks} />
          <References lines={references} obstacles={obstacles} y={y} box={box} wide={wide} kind={yKind} />
          {series.map((one) => (
            <SeriesBand key={one.label} series={one} x={x} y={y} />
          ))}
          {stop ? <line x1={x(stop.x)} x2={x(stop.x)} y1={box.top} y2={box.bottom - 11} className="plumb" /> : null}
          {series.map((one) => (
            <SeriesLine key={one.label} series={one} x={x} y={y} />
          ))}
          {stop ? (
            <g>
              <Bob x={x(stop.x)} y={box.bottom} />
              <circle cx={x(stop.x)} cy={y(stop.y)} r={5} className="point-open" />
              <StopLabel stop={stop} x={x(stop.x)} box={box} />
            </g>
          ) : null}
          <EndLabels series={series} x={x} y={y} box={box} kind={yKind} wide={wide} />
          {shown ? (
            <g pointerEvents="none">
              <line x1={x(shown.x)} x2={x(shown.x)} y1={box.top} y2={box.bottom} className="cursor" />
              <circle cx={x(shown.x)} cy={y(shown.y)} r={4.5} className="point" />
            </g>
          ) : null}
        </svg>
        {shown && shownSeries ? (
          <Readout x={x(shown.x)} y={y(shown.y)} width={width}>
            <ReadoutText
              series={shownSeries}
              point={shown}
              xKind={xKind}
              yKind={yKind}
              xLabel={xMarks?.find((mark) => mark.x === shown.x)?.label}
            />
          </Readout>
        ) : null}
      </div>
    </ChartFigure>
  );
}

function StopLabel({ stop, x, box }: { stop: NonNullable<LineBandChartProps["stop"]>; x: number; box: PlotBox }) {
  const toLeft = x > (box.left + box.right) * 0.6;
  const anchor = toLeft ? "end" : "start";
  const at = x + (toLeft ? -7 : 7);
  return (
    <g>
      <text x={at} y={box.top + 8} textAnchor={anchor} className="label halo">
        {stop.label}
      </text>
      {stop.note ? (
        <text x={at} y={box.top + 22} textAnchor={anchor} className="label-2 halo">
          {stop.note}
        </text>
      ) : null}
    </g>
  );
}

function ReadoutText({
  series,
  point,
  xKind,
  yKind,
  xLabel,
}: {
  series: LineSeries;
  point: LinePoint;
  xKind: AxisKind;
  yKind: FigureKind;
  xLabel: string | undefined;
}) {
  return (
    <>
      <span className="sr-only">{describePoint(series.label, point, xKind, yKind, xLabel)}</span>
      <span aria-hidden="true" className="num grid">
        <b className="font-medium">
          {series.label}, {xLabel ?? formatValue(point.x, xKind)}
        </b>
        <span>{describePoint("", point, xKind, yKind, "").replace(/^ at : /, "")}</span>
      </span>
    </>
  );
}

function nearest(series: readonly LineSeries[], distance: (point: LinePoint) => number): { series: number; point: number } | null {
  let best: { series: number; point: number } | null = null;
  let least = Number.POSITIVE_INFINITY;
  series.forEach((one, index) => {
    one.points.forEach((point, place) => {
      const away = distance(point);
      if (away < least) {
        least = away;
        best = { series: index, point: place };
      }
    });
  });
  return best;
}
