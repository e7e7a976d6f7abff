import { promoteTrained } from "@/lib/reward-models/retrain-policy";
import { runTraining } from "@/lib/reward-models/train-reward-model";
import { settleTraining } from "@/lib/reward-models/settle-training";
import type { Handler } from "@/workers/handler";

export const trainRewardModelHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const version = await runTraining(actor, { projectId, versionId: subjectId }, { signal, report });
    await promoteTrained(actor, { projectId, versionId: subjectId });
    const accuracy = version.metrics?.accuracy.value;
    return `Version ${version.number} from ${version.trainPairs} comparisons${typeof accuracy === "number" ? `, accuracy ${(100 * accuracy).toFixed(1)} %` : ""}`;
  },
  settle: settleTraining,
};
