"use client";

import { scaleLinear } from "@visx/scale";
import { useState } from "react";
import type { ReactNode } from "react";
import { YAxis } from "@/components/charts/axes";
import { ChartFigure } from "@/components/charts/chart-figure";
import { Readout } from "@/components/charts/readout";
import { useChartWidth } from "@/components/charts/use-chart-width";
import { SourceMark } from "@/components/ui/source-mark";
import { formatFigure } from "@/components/ui/figure-format";

export interface DayCount {
  /** The day in UTC, as 2026-11-20. */
  day: string;
  people: number;
  models: number;
}

export interface BarsPerDayProps {
  title?: string;
  say?: ReactNode;
  fileName: string;
  /** One entry a day, without gaps, oldest first. */
  days: readonly DayCount[];
  yTitle?: string;
  height?: number;
  className?: string;
}

const dayName = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** How much was answered a day: people below in ink, models above in grey. */
export function BarsPerDay({ title = "Labels a day", say, fileName, days, yTitle = "labels", height = 196, className }: BarsPerDayProps) {
  const [frame, width] = useChartWidth(354);
  const [at, setAt] = useState<number | null>(null);
  const box = { left: 40, right: width - 4, top: 22, bottom: height - 36 };
  const most = Math.max(1, ...days.map((day) => day.people + day.models));
  const y = scaleLinear<number>({ domain: [0, most], range: [box.bottom, box.top], nice: true });
  const step = days.length === 0 ? 0 : (box.right - box.left) / days.length;
  const bar = Math.max(1, Math.min(28, step - 2));
  const middle = (index: number) => box.left + step * (index + 0.5);
  const every = Math.max(1, Math.ceil(56 / Math.max(step, 1)));
  const shown = at === null ? undefined : days[at];
  const people = days.reduce((sum, day) => sum + day.people, 0);
  const models = days.reduce((sum, day) => sum + day.models, 0);
  const table = {
    columns: [{ label: "Day (UTC)" }, { label: "People", numeric: true }, { label: "Models", numeric: true }],
    rows: days.map((day) => [day.day, day.people, day.models]),
  };

  return (
    <ChartFigure
      title={title}
      fileName={fileName}
      table={table}
      className={className}
      say={
        say ?? (
          <span className="num">
            <SourceMark source="person" label={null} /> people {formatFigure(people, "count")} &nbsp;{" "}
            <SourceMark source="model" label={null} /> models {formatFigure(models, "count")} &nbsp;in {days.length}{" "}
            {days.length === 1 ? "day" : "days"}
          </span>
        )
      }
    >
      <div ref={frame} className="relative">
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          role="img"
          aria-label={`${title}: ${people} by people and ${models} by models in ${days.length} days; most on one day ${most}.`}
          onPointerLeave={() => setAt(null)}
          onPointerMove={(event) => {
            const place = event.clientX - event.currentTarget.getBoundingClientRect().left - box.left;
            const index = Math.floor(place / Math.max(step, 1));
            setAt(index >= 0 && index < days.length ? index : null);
          }}
        >
          <YAxis scale={y} kind="count" title={yTitle} box={box} count={most < 3 ? most : 3} />
          <line x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} className="axis" />
          {days.map((day, index) => {
            const top = y(day.people);
            const gap = day.people > 0 && day.models > 0 ? 1 : 0;
            return (
              <g key={day.day} opacity={at === null || at === index ? 1 : 0.6}>
                <rect x={middle(index) - bar / 2} width={bar} y={top} height={box.bottom - top} className="person" />
                <rect
                  x={middle(index) - bar / 2}
                  width={bar}
                  y={y(day.people + day.models)}
                  height={Math.max(0, top - y(day.people + day.models) - gap)}
                  className="model"
                  opacity={0.55}
                />
                {(days.length - 1 - index) % every === 0 ? (
                  <text x={Math.min(middle(index), box.right - 16)} y={box.bottom + 16} textAnchor="middle">
                    {dayName.format(new Date(`${day.day}T00:00:00Z`))}
                  </text>
                ) : null}
              </g>
            );
          })}
          <text x={box.right} y={box.bottom + 31} textAnchor="end" className="label-2">
            day, UTC
          </text>
        </svg>
        {shown && at !== null ? (
          <Readout x={middle(at)} y={y(shown.people + shown.models)} width={width}>
            <b className="font-medium">{dayName.format(new Date(`${shown.day}T00:00:00Z`))}</b>: people{" "}
            {formatFigure(shown.people, "count")}, models {formatFigure(shown.models, "count")}
          </Readout>
        ) : null}
      </div>
    </ChartFigure>
  );
}
