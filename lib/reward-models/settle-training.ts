import { markEnded } from "@/lib/reward-models/store";

/** Marks a version whose job ended without a model. For the worker alone. */
export const settleTraining = async (input: {
  projectId: string;
  subjectId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => markEnded(input.projectId, input.subjectId, input.outcome, input.message);
