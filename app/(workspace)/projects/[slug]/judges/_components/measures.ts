import type { Estimate, FigureKind } from "@/components/ui/figure-format";
import type { JudgeMeasures } from "@/lib/judges/measure-judge";
import type { Estimate as StoredEstimate } from "@/lib/ml/estimate";

/** A measured estimate as the figures of a page take it. */
export const toFigure = (estimate: StoredEstimate): Estimate =>
  estimate.value === null
    ? { value: null, reason: estimate.reason, n: null }
    : { value: estimate.value, low: estimate.ci?.[0] ?? null, high: estimate.ci?.[1] ?? null, n: estimate.n };

/** A judge's figures in the order in which they are read, with what each says. */
export const measureRows: { name: keyof JudgeMeasures; title: string; about: string; kind: FigureKind }[] = [
  { name: "accuracy", title: "Accuracy, %", about: "labels that agree with the known answer, else with most people", kind: "percent" },
  { name: "kappa", title: "Kappa", about: "the same beyond chance; 0 is chance", kind: "probability" },
  { name: "firstShown", title: "Took the first shown, %", about: "50 where position plays no part", kind: "percent" },
  { name: "orderFlips", title: "Changed with the order, %", about: "answers that differ when the two are swapped", kind: "percent" },
  {
    name: "lengthBias",
    title: "Leaning to the longer",
    about: "how much more often than people it takes the longer response",
    kind: "probability",
  },
  { name: "selfConsistency", title: "Agrees with itself, %", about: "pairs of samples of one question that say the same", kind: "percent" },
  { name: "ece", title: "Calibration error", about: "mean gap between its confidence and how often it is right", kind: "probability" },
  {
    name: "costPerCorrectMicros",
    title: "Cost of a correct label, $",
    about: "all that was paid, for each label that agrees",
    kind: "money",
  },
];
