import { exampleWords } from "@/app/(workspace)/projects/[slug]/reward-models/_components/describe-version";
import { LineBandChart } from "@/components/charts/line-band-chart";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { curveAt, plateauBand, sizeForShare } from "@/lib/ml/reward/learning-curve";
import type { LearningCurve } from "@/lib/reward-models/honesty-schema";
import type { VersionView } from "@/lib/reward-models/schema";

const nearPlateau = 0.99;
const drawn = 24;

/** Whether more labels would help: accuracy on prompts that were left out, by the number of examples trained on. */
export function LearningCurveChart({
  fileName,
  curve,
  loss,
  stacked,
  longerWins,
}: {
  fileName: string;
  curve: LearningCurve;
  loss: VersionView["loss"];
  stacked: boolean;
  longerWins: number | null;
}) {
  const { points, fit } = curve;
  if (!fit) {
    return (
      <section className="min-w-0">
        <h2>Would more answers help?</h2>
        <p className="mt-1 text-ink-2">{describeCurve(curve, 0, loss)}</p>
      </section>
    );
  }
  const sizes = points.map(({ size }) => size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const along = Array.from({ length: drawn }, (_, index) => Math.round(least + ((1.5 * most - least) * index) / (drawn - 1)));
  const band = plateauBand(points, along);
  // The curve knows nothing of shares: it and its resamples may rise above all that an accuracy can be.
  const line = along.map((x, index) => ({
    x,
    y: Math.min(1, curveAt(fit, x)),
    low: Math.min(1, band[index]?.low ?? 0),
    high: Math.min(1, band[index]?.high ?? 1),
  }));
  return (
    <LineBandChart
      title="Would more answers help?"
      say={`${describeCurve(curve, most, loss)} Points are means of repeats; band: 95 %.${stacked ? " Measured with the linear head alone, which is quick enough to train two dozen times." : ""}`}
      fileName={fileName}
      xTitle={`${pluralOf(loss)} in training`}
      yTitle="accuracy on prompts left out, %"
      xKind="count"
      yKind="percent"
      series={[
        { label: "measured", tone: "measured", joined: false, points: averaged(points) },
        { label: "fitted", tone: "predicted", joined: true, points: line },
      ]}
      references={[
        { y: 0.5, label: "chance", kind: "chance" },
        ...(longerWins === null ? [] : [{ y: longerWins, label: "longer response wins", kind: "baseline" as const }]),
      ]}
    />
  );
}

const sameSize = 1.3;

/** Repeats of one size as their mean: a prompt more or less makes their sizes differ by a little. */
const averaged = (points: LearningCurve["points"]): { x: number; y: number; n: number }[] => {
  const groups: { sizes: number[]; values: number[] }[] = [];
  for (const { size, value } of [...points].sort((a, b) => a.size - b.size)) {
    const last = groups.at(-1);
    if (last && size <= sameSize * (last.sizes[0] ?? 0)) {
      last.sizes.push(size);
      last.values.push(value);
    } else groups.push({ sizes: [size], values: [value] });
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return groups.map(({ sizes, values }) => ({ x: Math.round(mean(sizes)), y: mean(values), n: Math.round(mean(sizes)) }));
};

const pluralOf = (loss: VersionView["loss"]): string => exampleWords[loss].replace(/^\w+/, (word) => `${word}s`);

const describeCurve = ({ fit }: LearningCurve, most: number, loss: VersionView["loss"]): string => {
  if (!fit) return `There are too few ${pluralOf(loss)} to draw a curve.`;
  if (!fit.bends) return "The curve still rises and does not bend yet: how far more answers would take it cannot be said.";
  const beyond = (size: number): number => Math.max(0, Math.round(size - most));
  const left = beyond(fit.near?.size ?? sizeForShare(fit, nearPlateau));
  const [low, high] = fit.interval.map((end) => Math.min(1, end));
  const plateau = `a plateau of ${formatFigure(fit.plateau, "percent")} % [${formatFigure(low ?? 0, "percent")}, ${formatFigure(high ?? 1, "percent")}]`;
  const reached = curveAt(fit, most);
  if (left === 0 && (high ?? 1) * nearPlateau > reached)
    return `By the best fit it has come within a hundredth of ${plateau}; the interval does not rule out that more answers help.`;
  return left === 0
    ? `It has come within a hundredth of ${plateau}: more answers of this kind would hardly help.`
    : `About ${counted(left, `more ${exampleWords[loss]}`, `more ${pluralOf(loss)}`)}${rangeOf(fit.near, beyond)} until 99 % of ${plateau}.`;
};

const rangeOf = (near: NonNullable<LearningCurve["fit"]>["near"], beyond: (size: number) => number): string => {
  if (near === null) return "";
  const low = formatFigure(beyond(near.low), "count");
  return near.high === null
    ? ` (at least ${low}; the points do not say how many at most)`
    : ` [${low}, ${formatFigure(beyond(near.high), "count")}]`;
};
