import { runCommit } from "@/lib/routing/request-commit";
import type { Handler } from "@/workers/handler";

export const commitPlanHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { number, tasks } = await runCommit(actor, { projectId, planId: subjectId }, { signal, report });
    return `Plan ${number} is committed: ${tasks.toLocaleString("en")} tasks are open`;
  },
  // All or nothing: a plan whose commit ended early is drawn still.
  settle: async () => undefined,
};
