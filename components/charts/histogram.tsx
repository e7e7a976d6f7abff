"use client";

import { scaleLinear } from "@visx/scale";
import { useState } from "react";
import type { ReactNode } from "react";
import { XAxis, YAxis } from "@/components/charts/axes";
import { ChartFigure } from "@/components/charts/chart-figure";
import type { AxisKind } from "@/components/charts/chart-format";
import { formatValue } from "@/components/charts/chart-format";
import { Readout } from "@/components/charts/readout";
import { useChartWidth } from "@/components/charts/use-chart-width";
import { formatFigure } from "@/components/ui/figure-format";

export interface HistogramBin {
  from: number;
  to: number;
  count: number;
}

export interface HistogramProps {
  title: string;
  say?: ReactNode;
  fileName: string;
  bins: readonly HistogramBin[];
  xTitle: string;
  yTitle: string;
  xKind?: AxisKind;
  /** A value to be seen among them: the median, a threshold. */
  marker?: { x: number; label: string };
  height?: number;
  className?: string;
}

/** How many lie where. */
export function Histogram({
  title,
  say,
  fileName,
  bins,
  xTitle,
  yTitle,
  xKind = "number",
  marker,
  height = 196,
  className,
}: HistogramProps) {
  const [frame, width] = useChartWidth(354);
  const [at, setAt] = useState<number | null>(null);
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const box = { left: 40, right: width - 12, top: 22, bottom: height - 36 };
  const x = scaleLinear<number>({ domain: [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1], range: [box.left, box.right] });
  const y = scaleLinear<number>({ domain: [0, Math.max(1, ...bins.map((bin) => bin.count))], range: [box.bottom, box.top], nice: true });
  const shown = at === null ? undefined : bins[at];
  const table = {
    columns: ["From", "To", yTitle].map((label) => ({ label, numeric: true })),
    rows: bins.map((bin) => [bin.from, bin.to, bin.count]),
  };
  return (
    <ChartFigure title={title} say={say} fileName={fileName} table={table} className={className}>
      <div ref={frame} className="relative">
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          role="img"
          aria-label={`${title}: ${formatFigure(total, "count")} in ${bins.length} classes of ${xTitle}.`}
          onPointerLeave={() => setAt(null)}
          onPointerMove={(event) => {
            const place = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left);
            const index = bins.findIndex((bin) => place >= bin.from && place < bin.to);
            setAt(index < 0 ? null : index);
          }}
        >
          <YAxis scale={y} kind="count" title={yTitle} box={box} count={3} />
          {bins.map((bin, index) => (
            <rect
              key={bin.from}
              x={x(bin.from) + 0.5}
              width={Math.max(1, x(bin.to) - x(bin.from) - 1)}
              y={y(bin.count)}
              height={box.bottom - y(bin.count)}
              className={index === at ? "person" : "model"}
              opacity={index === at ? 1 : 0.6}
            />
          ))}
          <XAxis scale={x} kind={xKind} title={xTitle} box={box} />
          {marker ? (
            <g>
              <line x1={x(marker.x)} x2={x(marker.x)} y1={box.top} y2={box.bottom} className="line" />
              <text x={x(marker.x) + 5} y={box.top + 8} className="label halo">
                {marker.label}
              </text>
            </g>
          ) : null}
        </svg>
        {shown ? (
          <Readout x={x((shown.from + shown.to) / 2)} y={y(shown.count)} width={width}>
            {formatValue(shown.from, xKind)} to {formatValue(shown.to, xKind)}: {formatFigure(shown.count, "count")} of{" "}
            {formatFigure(total, "count")}
          </Readout>
        ) : null}
      </div>
    </ChartFigure>
  );
}
