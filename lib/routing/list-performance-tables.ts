import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { crossValidatePerformance, scorePredictions } from "@/lib/ml/routing/performance-prediction";
import { tablesOf } from "@/lib/routing/performance-store";

export type TableView = {
  id: string;
  name: string;
  target: string;
  mixes: number;
  mixItems: number;
  tags: number;
  lowest: number;
  highest: number;
  /** of scores with what the quadratic predictor says of mixes left out, in ten folds; null where it is undefined */
  spearman: number | null;
  rmse: number;
  createdAt: string;
};

/** Tables of mixes measured elsewhere, the newest first, each with how well its scores can be predicted from its counts. */
export const listPerformanceTables = async (actor: Actor, input: { projectId: string }): Promise<TableView[]> => {
  await guard(actor, "routing:see", { projectId: input.projectId });
  return (await tablesOf(input.projectId)).map(({ columns, counts, scores, createdAt, ...table }) => {
    const y = Float64Array.from(scores);
    const predicted = crossValidatePerformance("quadratic", Float64Array.from(counts), columns.length, y, Math.min(10, y.length), 1);
    const { spearman, rmse } = scorePredictions(y, predicted);
    const range = { lowest: Math.min(...scores), highest: Math.max(...scores) };
    return { ...table, ...range, spearman, rmse, mixes: y.length, tags: columns.length, createdAt: createdAt.toISOString() };
  });
};
