import { scoreCandidates } from "@/lib/reward-models/score-candidates";
import type { Handler } from "@/workers/handler";

export const scoreCandidatesHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { scored } = await scoreCandidates(actor, { projectId, versionId: subjectId }, { signal, report });
    return `${scored} responses scored`;
  },
  // Scores are written in chunks and each stays true; there is nothing to take back.
  settle: () => Promise.resolve(),
};
