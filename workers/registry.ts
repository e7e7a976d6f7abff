import type { JobName } from "@/lib/jobs/catalogue";
import type { Handler } from "@/workers/handler";
import { addEncoderHandler } from "@/workers/handlers/add-encoder";
import { applyTagSetHandler } from "@/workers/handlers/apply-tag-set";
import { askJudgesHandler } from "@/workers/handlers/ask-judges";
import { commitPlanHandler } from "@/workers/handlers/commit-plan";
import { fetchImportHandler } from "@/workers/handlers/fetch-import";
import { importItemsHandler } from "@/workers/handlers/import-items";
import { closeTasksHandler, openTasksHandler } from "@/workers/handlers/change-tasks";
import { keyTasksHandler } from "@/workers/handlers/key-tasks";
import { undoImportHandler } from "@/workers/handlers/undo-import";
import { buildDatasetVersionHandler } from "@/workers/handlers/build-dataset-version";
import { pushDatasetHandler } from "@/workers/handlers/push-dataset";
import { scoreCandidatesHandler } from "@/workers/handlers/score-candidates";
import { tagItemsHandler } from "@/workers/handlers/tag-items";
import { isolate } from "@/workers/isolate";
import { trainRewardModelHandler } from "@/workers/handlers/train-reward-model";

/** Every job's handler; a name without one does not compile. */
export const registry: Record<JobName, Handler> = {
  "fetch-import": fetchImportHandler,
  "import-items": importItemsHandler,
  "undo-import": undoImportHandler,
  "open-tasks": openTasksHandler,
  "close-tasks": closeTasksHandler,
  "key-tasks": keyTasksHandler,
  "aggregate-project": isolate("aggregate-project"),
  "add-encoder": addEncoderHandler,
  "train-reward-model": trainRewardModelHandler,
  "score-candidates": scoreCandidatesHandler,
  "tag-items": tagItemsHandler,
  "apply-tag-set": applyTagSetHandler,
  "ask-judges": askJudgesHandler,
  "plan-routes": isolate("plan-routes"),
  "commit-plan": commitPlanHandler,
  "build-dataset-version": buildDatasetVersionHandler,
  "push-dataset": pushDatasetHandler,
};
