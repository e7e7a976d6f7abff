import { realAt } from "@/lib/ml/math/access";
import { calibrateLeads } from "@/lib/ml/reward/calibrate-leads";
import { winnerOf } from "@/lib/ml/reward/examples";
import type { CalibratedLeads } from "@/lib/ml/reward/calibrate-leads";
import type { TrainingExamples } from "@/lib/ml/reward/examples";

/** What the outputs of an aspect are divided by, and what that rests on. */
export interface AspectTemperature {
  aspect: string;
  /** Pairs whose label on this aspect says which is better. */
  labels: number;
  temperature: number;
  /** Whether it is fitted to the aspect's own labels; else it is the first aspect's. */
  own: boolean;
}

/** With so many, of leads of about two logits, the standard error of ln τ is a quarter. */
const ENOUGH = 50;

/**
 * The temperature of each aspect by leads of models that did not see the prompt, as `calibrateLeads` has it. An aspect with few labels of
 * its own keeps the first one's: a shared trunk gives them leads of like size.
 *
 * @param first of the first aspect
 * @param outputsOfFold outputs of the model of each fold // folds × [rows, aspects] row-major
 * @returns nothing where there is one aspect
 */
export const temperaturesOfAspects = (
  { aspects, comparisons, rows }: TrainingExamples,
  first: CalibratedLeads,
  foldOf: (promptId: string) => number,
  outputsOfFold: readonly Float64Array[],
): AspectTemperature[] => {
  const width = aspects.length;
  if (width < 2) return [];
  return aspects.map((aspect, column): AspectTemperature => {
    if (column === 0) return { aspect, labels: first.labels, temperature: first.temperature, own: true };
    const asked = comparisons.filter((one) => one.aspect === column);
    const fold = Int32Array.from(asked, (one) => foldOf(rows[one.first]?.promptId ?? ""));
    const leads = Float64Array.from(asked, (one, pair) => {
      const outputs = outputsOfFold[fold[pair] ?? 0] ?? new Float64Array(0);
      return realAt(outputs, one.first * width + column) - realAt(outputs, one.second * width + column);
    });
    const wins = Float64Array.from(asked, winnerOf);
    const { temperature, labels } = calibrateLeads(leads, wins, fold);
    return labels < ENOUGH ? { aspect, labels, temperature: first.temperature, own: false } : { aspect, labels, temperature, own: true };
  });
};
