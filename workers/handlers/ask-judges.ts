import { runAsk, settleAsk } from "@/lib/judges/run-ask";
import type { Handler } from "@/workers/handler";

export const askJudgesHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { judge, tasks, labels, calls } = await runAsk(actor, { projectId, askId: subjectId }, { signal, report });
    const unanswered = calls.failed === 0 ? "" : `; ${calls.failed.toLocaleString("en")} questions without an answer`;
    return `${judge}: ${labels.toLocaleString("en")} of ${tasks.toLocaleString("en")} tasks labelled${unanswered}`;
  },
  settle: settleAsk,
};
