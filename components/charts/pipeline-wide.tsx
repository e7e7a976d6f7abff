"use client";

import { flowPath, stageThickness } from "@/components/charts/pipeline-geometry";
import type { PipelineLine, PipelineStage } from "@/components/charts/pipeline-geometry";
import { useChartWidth } from "@/components/charts/use-chart-width";
import { formatFigure } from "@/components/ui/figure-format";

const height = 230;
const middle = 128;
/** between the two strands of labels */
const fork = 8;

/** Where the stages stand and how wide the bands between them are. */
type Layout = {
  column: number;
  /** left edge of a stage */
  at: (index: number) => number;
  thickness: number[];
  labelIndex: number;
  labelThickness: number;
  /** of people among the labels */
  share: number;
  peopleThickness: number;
  strandTop: number;
};

const layoutOf = ({ stages, labels }: PipelineLine, width: number): Layout => {
  const column = width / stages.length;
  const thickness = stageThickness(stages.map((stage) => stage.volume));
  const labelIndex = stages.findIndex((stage) => stage.key === labels.stage);
  const labelThickness = thickness[labelIndex] ?? 0;
  const share = labels.people + labels.models === 0 ? 1 : labels.people / (labels.people + labels.models);
  return {
    column,
    // The first stages have the longer names and the strands: they get a little more room than the last.
    at: (index) => Math.round(index * column * (1 + 0.02 * (stages.length - 1 - index))) + 0.5,
    thickness,
    labelIndex,
    labelThickness,
    share,
    peopleThickness: labelThickness * share,
    strandTop: middle - (labelThickness + fork) / 2,
  };
};

/** The picture where there is width for it: bands from stage to stage, as wide as what passes. */
export function WidePicture({ description, ...line }: PipelineLine & { description: string }) {
  const { stages, labels, jam, back } = line;
  const [frame, width] = useChartWidth(1164);
  const layout = layoutOf(line, width);
  return (
    <div ref={frame}>
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} height={height} role="img" aria-label={description}>
        <defs>
          <pattern id="jam-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--bad-wash)" />
            <path d="M0 0v5" stroke="var(--bad)" strokeWidth="2.4" />
          </pattern>
        </defs>
        {stages.slice(1).map((stage, place) => (
          <Flow key={stage.key} index={place + 1} labels={labels} layout={layout} />
        ))}
        {jam ? <Jam index={stages.findIndex((stage) => stage.key === jam.stage)} text={jam.text} layout={layout} /> : null}
        {back ? <BackFlow back={back} stages={stages} at={layout.at} /> : null}
        {stages.map((stage, index) => (
          <Stage key={stage.key} stage={stage} x={layout.at(index)} small={layout.column < 120} labels={labels} />
        ))}
      </svg>
    </div>
  );
}

/** What passes from the stage before one to it. */
function Flow({ index, labels, layout }: { index: number; labels: PipelineLine["labels"]; layout: Layout }) {
  const { at, thickness, labelIndex } = layout;
  const from = thickness[index - 1] ?? 0;
  const to = thickness[index] ?? 0;
  const [x0, x1] = [at(index - 1), at(index)];
  if (from === 0 || to === 0) return <line x1={x0} x2={x1} y1={middle} y2={middle} className="return" />;
  if (index === labelIndex || index - 1 === labelIndex) return <Strands index={index} labels={labels} layout={layout} />;
  return <path className="flow" d={flowPath(x0, middle - from / 2, middle + from / 2, x1, middle - to / 2, middle + to / 2)} />;
}

/** Two strands: they part before the labels and join behind them, each as wide as its share. */
function Strands({ index, labels, layout }: { index: number; labels: PipelineLine["labels"]; layout: Layout }) {
  const { at, thickness, labelIndex, labelThickness, share, peopleThickness, strandTop } = layout;
  const split = index === labelIndex;
  const outer = (split ? thickness[index - 1] : thickness[index]) ?? 0;
  const near = { top: middle - outer / 2, people: outer * share };
  const strand = { top: strandTop, people: peopleThickness };
  const [a, b] = split ? [near, strand] : [strand, near];
  const gapA = split ? 0 : fork;
  const gapB = split ? fork : 0;
  const [x0, x1] = [at(index - 1), at(index)];
  return (
    <g>
      {labels.people > 0 ? <path className="flow-person" d={flowPath(x0, a.top, a.top + a.people, x1, b.top, b.top + b.people)} /> : null}
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

/** What is stuck before a stage. */
function Jam({ index, text, layout }: { index: number; text: string; layout: Layout }) {
  const { at, thickness, labelIndex, strandTop, peopleThickness } = layout;
  if (index <= 0) return null;
  const onLabels = index === labelIndex;
  return (
    <g>
      <rect
        x={at(index) - 38}
        y={(onLabels ? strandTop + peopleThickness / 2 : middle) - 16}
        width={38}
        height={32}
        fill="url(#jam-hatch)"
        className="jam"
      />
      <text
        x={at(index) - 6}
        y={
          onLabels ? Math.min(strandTop - 8, strandTop + peopleThickness / 2 - 24) : middle - Math.max(24, (thickness[index] ?? 0) / 2 + 8)
        }
        textAnchor="end"
        className="label-bad halo"
      >
        {text}
      </text>
    </g>
  );
}

type StageProps = { stage: PipelineStage; x: number; small: boolean; labels: PipelineLine["labels"] };

function Stage({ stage, x, small, labels }: StageProps) {
  const people = formatFigure(labels.people, "count");
  return (
    <g>
      <line x1={x} x2={x} y1={62} y2={174} className="axis" />
      <text x={x} y={16} className="stage-name">
        {stage.name}
      </text>
      <text x={x} y={44} className={small ? "stage-figure stage-figure-small" : "stage-figure"}>
        {stage.figure}
      </text>
      {stage.key === labels.stage ? (
        <g>
          <circle cx={x + 5} cy={186} r={4} className="person" />
          <text x={x + 14} y={190} className="label">
            {people}
          </text>
          <rect x={x + 26 + people.length * 6.4} y={182.5} width={7} height={7} className="model" />
          <text x={x + 38 + people.length * 6.4} y={190} className="label">
            {formatFigure(labels.models, "count")}
          </text>
        </g>
      ) : stage.note ? (
        <text x={x} y={190} className="label-2">
          {stage.note}
        </text>
      ) : null}
    </g>
  );
}

function BackFlow({
  back,
  stages,
  at,
}: {
  back: NonNullable<PipelineLine["back"]>;
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
