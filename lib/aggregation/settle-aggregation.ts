import { setAggregationState } from "@/lib/aggregation/store";

/** Marks an aggregation whose job ended without a result. For the worker alone. */
export const settleAggregation = async (input: { projectId: string; subjectId: string; outcome: "failed" | "cancelled" }): Promise<void> =>
  setAggregationState(input.projectId, input.subjectId, input.outcome);
