import { HeatMatrix } from "@/components/charts/heat-matrix";
import type { Estimate } from "@/components/ui/figure-format";
import type { AnnotatorMatrix as Matrix } from "@/lib/agreement/annotator-matrix";

const measures = {
  "cohen-kappa": { name: "Cohen’s κ", short: "κ" },
  "krippendorff-alpha": { name: "Krippendorff’s α of the two", short: "α" },
  "distance-agreement": { name: "Agreement by distance", short: "agreement" },
} as const;

/** The coefficient of every two of the most active annotators, over what both judged. */
export function AnnotatorMatrix({ slug, matrix }: { slug: string; matrix: Matrix }) {
  const { names, pairs } = matrix;
  const measure = measures[matrix.measure];
  if (names.length < 2) return null;
  const cells: (Estimate | null)[][] = names.map(() => names.map(() => null));
  for (const { first, second, shared, value } of pairs) {
    const cell: Estimate =
      value === null
        ? { value: null, reason: "both gave one and the same answer throughout", n: shared }
        : { value, low: null, high: null, n: shared };
    const [upper, lower] = [cells[first], cells[second]];
    if (upper) upper[second] = cell;
    if (lower) lower[first] = cell;
  }
  const axis = names.map(({ annotatorId, name, source }) => ({
    key: annotatorId,
    label: name,
    source: source === "lm" ? ("model" as const) : ("person" as const),
  }));
  return (
    <HeatMatrix
      title="Annotator by annotator"
      say={`${measure.name} on shared tasks, the ${names.length} most active. Empty: no task in common.`}
      fileName={`${slug}-annotator-pairs`}
      rows={axis}
      columns={axis}
      cells={cells}
      cellName={`${measure.short} of`}
    />
  );
}
