import { settleAggregation } from "@/lib/aggregation/settle-aggregation";
import { settleDatasetVersion } from "@/lib/exports/build-dataset-version";
import { leftBehind } from "@/lib/held-work";
import { settleAsk } from "@/lib/judges/run-ask";
import { settleTraining } from "@/lib/reward-models/settle-training";

const killed = "The command that was at work on this was killed. Run it again.";

/** Ends what commands had begun that were killed: it would be under way for ever, and keep others from beginning. */
export const sweepCommands = async (): Promise<void> => {
  const ways = [
    { table: "aggregation", settle: settleAggregation },
    { table: "dataset_version", settle: settleDatasetVersion },
    { table: "reward_model_version", settle: settleTraining },
    { table: "judge_ask", settle: settleAsk },
  ] as const;
  for (const { table, settle } of ways)
    for (const work of await leftBehind(table)) await settle({ ...work, outcome: "failed", message: killed });
};
