"use client";

import { scaleLinear } from "@visx/scale";
import { useState } from "react";
import type { ReactNode } from "react";
import { XAxis, YAxis } from "@/components/charts/axes";
import { ChartFigure } from "@/components/charts/chart-figure";
import { Whisker } from "@/components/charts/line-marks";
import { Readout } from "@/components/charts/readout";
import { useChartWidth } from "@/components/charts/use-chart-width";
import { describeEstimate, formatFigure } from "@/components/ui/figure-format";

export interface ReliabilityBin {
  /** mean predicted probability in the bin */
  predicted: number;
  /** share that came true */
  observed: number;
  low: number | null;
  high: number | null;
  n: number;
}

export interface ReliabilityDiagramProps {
  title?: string;
  say?: ReactNode;
  fileName: string;
  bins: readonly ReliabilityBin[];
  xTitle?: string;
  yTitle?: string;
  className?: string;
}

const height = 272;
const plotBottom = 196;

/** Predicted against observed, with the diagonal of a perfect forecast and how many lie in each bin. */
export function ReliabilityDiagram({
  title = "Reliability",
  say,
  fileName,
  bins,
  xTitle = "predicted probability",
  yTitle = "share in which it was so",
  className,
}: ReliabilityDiagramProps) {
  const [frame, width] = useChartWidth(354);
  const [at, setAt] = useState<number | null>(null);
  const filled = bins.filter((bin) => bin.n > 0);
  const box = { left: 34, right: width - 12, top: 22, bottom: plotBottom };
  const x = scaleLinear<number>({ domain: [0, 1], range: [box.left, box.right] });
  const y = scaleLinear<number>({ domain: [0, 1], range: [box.bottom, box.top] });
  const most = Math.max(1, ...filled.map((bin) => bin.n));
  const n = scaleLinear<number>({ domain: [0, most], range: [0, 24] });
  const shown = at === null ? undefined : filled[at];
  const fullest = filled.findIndex((bin) => bin.n === most);
  const table = {
    columns: ["Predicted", "Observed", "95 % low", "95 % high", "n"].map((label) => ({ label, numeric: true })),
    rows: filled.map((bin) => [bin.predicted, bin.observed, bin.low, bin.high, bin.n]),
  };
  const words = filled.map(
    (bin) => `predicted ${formatFigure(bin.predicted, "probability")}, observed ${formatFigure(bin.observed, "probability")}, n ${bin.n}`,
  );

  return (
    <ChartFigure title={title} say={say} fileName={fileName} table={table} className={className}>
      <div ref={frame} className="relative">
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          role="img"
          aria-label={`${title}. ${words.join("; ")}.`}
          onPointerLeave={() => setAt(null)}
          onPointerMove={(event) => {
            const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
            setAt(nearestBin(filled, (bin) => Math.abs(x(bin.predicted) - place)));
          }}
        >
          <YAxis scale={y} kind="probability" title={yTitle} box={box} />
          <XAxis scale={x} kind="probability" title={xTitle} box={box} count={4} />
          <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="line line-base" />
          <text x={x(0.62)} y={y(0.48)} className="label-2 halo">
            perfect
          </text>
          {filled.map((bin, index) => (
            <g key={bin.predicted}>
              {bin.low === null || bin.high === null ? null : <Whisker x={x(bin.predicted)} low={y(bin.low)} high={y(bin.high)} />}
              <circle cx={x(bin.predicted)} cy={y(bin.observed)} r={index === at ? 5 : 3.8} className="point" />
              <rect
                x={x(bin.predicted) - 8}
                width={16}
                y={height - 4 - n(bin.n)}
                height={n(bin.n)}
                className={index === at ? "person" : "bar"}
              />
            </g>
          ))}
          <line x1={box.left} x2={box.right} y1={height - 3.5} y2={height - 3.5} className="axis" />
          {fullest >= 0 ? (
            <text x={x(filled[fullest]?.predicted ?? 0)} y={height - 32} textAnchor="middle">
              n {formatFigure(most, "count")}
            </text>
          ) : null}
        </svg>
        {shown ? (
          <Readout x={x(shown.predicted)} y={y(shown.observed)} width={width}>
            predicted {formatFigure(shown.predicted, "probability")}, observed{" "}
            {describeEstimate({ value: shown.observed, low: shown.low, high: shown.high, n: shown.n }, "probability")}
          </Readout>
        ) : null}
      </div>
    </ChartFigure>
  );
}

function nearestBin(bins: readonly ReliabilityBin[], distance: (bin: ReliabilityBin) => number): number | null {
  let best: number | null = null;
  bins.forEach((bin, index) => {
    const leader = best === null ? undefined : bins[best];
    if (!leader || distance(bin) < distance(leader)) best = index;
  });
  return best;
}
