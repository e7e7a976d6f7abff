import { runPush, settlePush } from "@/lib/exports/push/run-push";
import type { Handler } from "@/workers/handler";

export const pushDatasetHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { place } = await runPush(actor, { projectId, pushId: subjectId }, { signal, report });
    return `sent to ${place}`;
  },
  settle: settlePush,
};
