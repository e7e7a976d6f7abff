"use client";

import { useChartWidth } from "@/components/charts/use-chart-width";
import { SourceMark } from "@/components/ui/source-mark";
import { formatFigure } from "@/components/ui/figure-format";
import { flowPath, stageThickness } from "@/components/charts/pipeline-geometry";
import { AppLink } from "@/components/ui/app-link";
import { TriangleAlert } from "lucide-react";

export interface PipelineStage {
  key: string;
  name: string;
  href: string;
  /** What stands large: "12,480", "v7", "plan 9"; "–" where nothing is yet. */
  figure: string;
  /** How much passes here, in rows; the band's width follows its square root. Zero draws no band. */
  volume: number;
  note?: string;
}

export interface PipelinePictureProps {
  /** In pipeline order: items, tasks, labels, consensus, reward model, routing, data set. */
  stages: readonly PipelineStage[];
  /** The two strands that meet at the stage of the labels. */
  labels: { stage: string; people: number; models: number };
  /** What is stuck before which stage, in red where it sits. */
  jam?: { stage: string; text: string };
  /** What a plan would send back to an earlier stage. */
  back?: { from: string; to: string; text: string };
}

const height = 230;
const middle = 128;

/** The line as a picture: what came in, how much of it became labels of people and of models, and what came out. */
export function PipelinePicture(props: PipelinePictureProps) {
  const { stages, labels, jam, back } = props;
  const words = stages.map((stage) => `${stage.name} ${stage.figure}${stage.note ? ` (${stage.note})` : ""}`).join(", ");
  const description = `From items to data set: ${words}. Labels: ${labels.people} by people, ${labels.models} by models.${jam ? ` ${jam.text}.` : ""}${back ? ` ${back.text}.` : ""}`;
  return (
    <>
      <div className="max-lg:hidden">
        <WidePicture {...props} description={description} />
      </div>
      <ol className="relative before:absolute before:top-3.5 before:bottom-9 before:left-[6px] before:border-l before:border-rule-3 lg:hidden">
        {stages.map((stage) => (
          <li key={stage.key}>
            <AppLink href={stage.href} className="grid grid-cols-[14px_1fr_auto] items-baseline gap-x-3 py-[7px]">
              <span className="h-px w-[13px] self-center bg-rule-3" />
              <span>{stage.name}</span>
              <b className="num text-16 font-semibold">{stage.figure}</b>
              <span className="num col-start-2 text-12 text-ink-3">
                {stage.key === labels.stage ? (
                  <>
                    <SourceMark source="person" label={null} /> {formatFigure(labels.people, "count")} people &nbsp;{" "}
                    <SourceMark source="model" label={null} /> {formatFigure(labels.models, "count")} models
                  </>
                ) : (
                  stage.note
                )}
                {jam?.stage === stage.key ? (
                  <span className="flex items-center gap-1 font-medium text-bad">
                    <TriangleAlert className="size-3" aria-hidden="true" />
                    {jam.text}
                  </span>
                ) : null}
              </span>
            </AppLink>
          </li>
        ))}
      </ol>
    </>
  );
}

function WidePicture({ stages, labels, jam, back, description }: PipelinePictureProps & { description: string }) {
  const [frame, width] = useChartWidth(1164);
  const column = width / stages.length;
  // The first stages have the longer names and the strands: they get a little more room than the last.
  const at = (index: number) => Math.round(index * column * (1 + 0.02 * (stages.length - 1 - index))) + 0.5;
  const thickness = stageThickness(stages.map((stage) => stage.volume));
  const labelIndex = stages.findIndex((stage) => stage.key === labels.stage);
  const jamIndex = stages.findIndex((stage) => stage.key === jam?.stage);
  const share = labels.people + labels.models === 0 ? 1 : labels.people / (labels.people + labels.models);
  const fork = 8;
  const labelThickness = thickness[labelIndex] ?? 0;
  const peopleThickness = labelThickness * share;
  const strandTop = middle - (labelThickness + fork) / 2;

  return (
    <div ref={frame}>
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} height={height} role="img" aria-label={description}>
        <defs>
          <pattern id="jam-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--bad-wash)" />
            <path d="M0 0v5" stroke="var(--bad)" strokeWidth="2.4" />
          </pattern>
        </defs>
        {stages.slice(1).map((stage, place) => {
          const index = place + 1;
          const from = thickness[index - 1] ?? 0;
          const to = thickness[index] ?? 0;
          const [x0, x1] = [at(index - 1), at(index)];
          if (from === 0 || to === 0) return <line key={stage.key} x1={x0} x2={x1} y1={middle} y2={middle} className="return" />;
          if (index === labelIndex || index - 1 === labelIndex) {
            // Two strands: they part before the labels and join behind them, each as wide as its share.
            const split = index === labelIndex;
            const outer = split ? from : to;
            const near = { top: middle - outer / 2, people: outer * share };
            const strand = { top: strandTop, people: peopleThickness };
            const [a, b] = split ? [near, strand] : [strand, near];
            const gapA = split ? 0 : fork;
            const gapB = split ? fork : 0;
            return (
              <g key={stage.key}>
                {labels.people > 0 ? (
                  <path className="flow-person" d={flowPath(x0, a.top, a.top + a.people, x1, b.top, b.top + b.people)} />
                ) : null}
                {labels.models > 0 ? (
                  <path
                    className="flow-model"
                    d={flowPath(
                      x0,
                      a.top + a.people + gapA,
                      a.top + (split ? outer : labelThickness) + gapA,
                      x1,
                      b.top + b.people + gapB,
                      b.top + (split ? labelThickness : outer) + gapB,
                    )}
                  />
                ) : null}
              </g>
            );
          }
          return (
            <path
              key={stage.key}
              className="flow"
              d={flowPath(x0, middle - from / 2, middle + from / 2, x1, middle - to / 2, middle + to / 2)}
            />
          );
        })}
        {jam && jamIndex > 0 ? (
          <g>
            <rect
              x={at(jamIndex) - 38}
              y={(jamIndex === labelIndex ? strandTop + peopleThickness / 2 : middle) - 16}
              width={38}
              height={32}
              fill="url(#jam-hatch)"
              className="jam"
            />
            <text
              x={at(jamIndex) - 6}
              y={
                jamIndex === labelIndex
                  ? Math.min(strandTop - 8, strandTop + peopleThickness / 2 - 24)
                  : middle - Math.max(24, (thickness[jamIndex] ?? 0) / 2 + 8)
              }
              textAnchor="end"
              className="label-bad halo"
            >
              {jam.text}
            </text>
          </g>
        ) : null}
        {back ? <BackFlow back={back} stages={stages} at={at} /> : null}
        {stages.map((stage, index) => (
          <g key={stage.key}>
            <line x1={at(index)} x2={at(index)} y1={62} y2={174} className="axis" />
            <text x={at(index)} y={16} className="stage-name">
              {stage.name}
            </text>
            <text x={at(index)} y={44} className={column < 120 ? "stage-figure stage-figure-small" : "stage-figure"}>
              {stage.figure}
            </text>
            {stage.key === labels.stage ? (
              <g>
                <circle cx={at(index) + 5} cy={186} r={4} className="person" />
                <text x={at(index) + 14} y={190} className="label">
                  {formatFigure(labels.people, "count")}
                </text>
                <rect
                  x={at(index) + 26 + formatFigure(labels.people, "count").length * 6.4}
                  y={182.5}
                  width={7}
                  height={7}
                  className="model"
                />
                <text x={at(index) + 38 + formatFigure(labels.people, "count").length * 6.4} y={190} className="label">
                  {formatFigure(labels.models, "count")}
                </text>
              </g>
            ) : stage.note ? (
              <text x={at(index)} y={190} className="label-2">
                {stage.note}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
    </div>
  );
}

function BackFlow({
  back,
  stages,
  at,
}: {
  back: NonNullable<PipelinePictureProps["back"]>;
  stages: readonly PipelineStage[];
  at: (index: number) => number;
}) {
  const from = stages.findIndex((stage) => stage.key === back.from);
  const to = stages.findIndex((stage) => stage.key === back.to);
  if (from < 0 || to < 0) return null;
  return (
    <g>
      <path className="return" d={`M${at(from)} 198V220H${at(to)}V204`} />
      <path d={`M${at(to) - 4} 205l4-8 4 8Z`} fill="var(--rule-3)" />
      <text x={(at(from) + at(to)) / 2} y={224} textAnchor="middle" className="label-2 halo">
        {back.text}
      </text>
    </g>
  );
}
