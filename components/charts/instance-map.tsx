"use client";

import { scaleLinear } from "@visx/scale";
import { useState } from "react";
import type { ReactNode } from "react";
import { XAxis, YAxis } from "@/components/charts/axes";
import { padDomain } from "@/components/charts/chart-format";
import { ChartFigure } from "@/components/charts/chart-figure";
import { Readout } from "@/components/charts/readout";
import { useChartWidth } from "@/components/charts/use-chart-width";
import { counted, formatFigure } from "@/components/ui/figure-format";

export interface MappedInstance {
  item: string;
  /** logits; negative where the reward model contradicts the judge */
  x: number;
  /** probability that a person answers differently */
  y: number;
  toPeople: boolean;
}

export interface InstanceMapProps {
  title: string;
  say?: ReactNode;
  fileName: string;
  instances: readonly MappedInstance[];
  xTitle: string;
  yTitle: string;
  className?: string;
}

const height = 320;
const reach = 14;

/** Instances by what is known of them, a dot for those that go to people and a square for those that keep a model's label. */
export function InstanceMap({ title, say, fileName, instances, xTitle, yTitle, className }: InstanceMapProps) {
  const [frame, width] = useChartWidth(604);
  const [at, setAt] = useState<number | null>(null);
  const box = { left: 34, right: width - 12, top: 22, bottom: height - 36 };
  const x = scaleLinear<number>({ domain: [...padDomain(instances.map((one) => one.x))], range: [box.left, box.right], nice: true });
  const y = scaleLinear<number>({ domain: [0, Math.max(0.1, ...instances.map((one) => one.y))], range: [box.bottom, box.top], nice: true });
  const shown = at === null ? undefined : instances[at];
  const people = instances.filter((one) => one.toPeople).length;
  const table = {
    columns: [{ label: "Item" }, { label: "Route" }, { label: xTitle, numeric: true }, { label: yTitle, numeric: true }],
    rows: instances.map((one) => [one.item, one.toPeople ? "people" : "model", one.x, one.y]),
  };
  // Squares first: what goes to people is the news and lies above.
  const order = instances.map((one, index) => ({ one, index })).sort((a, b) => Number(a.one.toPeople) - Number(b.one.toPeople));

  return (
    <ChartFigure title={title} say={say} fileName={fileName} table={table} className={className}>
      <div ref={frame} className="relative">
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          role="img"
          aria-label={`${title}: ${counted(instances.length, "instance")}, ${formatFigure(people, "count")} of them for people.`}
          onPointerLeave={() => setAt(null)}
          onPointerMove={(event) => {
            const bounds = event.currentTarget.getBoundingClientRect();
            const [left, top] = [event.clientX - bounds.left, event.clientY - bounds.top];
            setAt(nearest(instances, (one) => Math.hypot(x(one.x) - left, y(one.y) - top)));
          }}
        >
          <YAxis scale={y} kind="probability" title={yTitle} box={box} />
          <XAxis scale={x} kind="number" title={xTitle} box={box} count={5} />
          {order.map(({ one, index }) =>
            one.toPeople ? (
              <circle key={index} cx={x(one.x)} cy={y(one.y)} r={index === at ? 5 : 3} className="person" opacity={0.85} />
            ) : (
              <rect
                key={index}
                x={x(one.x) - (index === at ? 4 : 2.2)}
                y={y(one.y) - (index === at ? 4 : 2.2)}
                width={index === at ? 8 : 4.4}
                height={index === at ? 8 : 4.4}
                className="model"
                opacity={0.55}
              />
            ),
          )}
        </svg>
        {shown ? (
          <Readout x={x(shown.x)} y={y(shown.y)} width={width}>
            {shown.item}: {shown.toPeople ? "people" : "model"}, {formatFigure(shown.x, "number", 2)} logits,{" "}
            {formatFigure(shown.y, "probability")}
          </Readout>
        ) : null}
      </div>
    </ChartFigure>
  );
}

function nearest(instances: readonly MappedInstance[], distance: (one: MappedInstance) => number): number | null {
  let best = -1;
  let least = reach;
  instances.forEach((one, index) => {
    const away = distance(one);
    if (away > least) return;
    best = index;
    least = away;
  });
  return best < 0 ? null : best;
}
