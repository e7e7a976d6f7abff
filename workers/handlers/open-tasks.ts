import { runOpening, settleOpening } from "@/lib/tasks/request-opening";
import type { Handler } from "@/workers/handler";

export const openTasksHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { tasks, slots } = await runOpening(actor, { projectId, openingId: subjectId }, { signal, report });
    return `${tasks.toLocaleString("en")} tasks are open; ${slots.toLocaleString("en")} more answers are wanted than before`;
  },
  settle: settleOpening,
};
