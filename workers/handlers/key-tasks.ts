import { runRekeying } from "@/lib/tasks/set-handout";
import type { Handler } from "@/workers/handler";

export const keyTasksHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const slots = await runRekeying(actor, { projectId, campaignId: subjectId }, { signal, report });
    return `${slots.toLocaleString("en")} open places have their new order`;
  },
  // The campaign keeps its new settings, and what was not reached its old place: there is nothing to mark.
  settle: async () => undefined,
};
