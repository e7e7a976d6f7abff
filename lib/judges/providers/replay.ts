import { storedAnswer } from "@/lib/judges/answer-store";
import { atHome, noAnswer } from "@/lib/judges/providers/contract";
import type { Provider } from "@/lib/judges/providers/contract";
import type { ReplaySettings } from "@/lib/judges/schema";

/** Gives an imported language model's labels again: a rehearsal of asking, with its prices, without a network. */
export const replayProvider = (settings: ReplaySettings, scope: { projectId: string }): Provider => ({
  ...atHome,
  mostItCosts: () => BigInt(settings.priceMicros),
  ask: async ({ taskId }) => {
    const response = await storedAnswer(scope.projectId, { taskId, annotator: settings.annotator });
    if (response === null) return noAnswer(`“${settings.annotator}” has not labelled this task`);
    return {
      kind: "answered",
      response,
      reason: null,
      reply: "",
      usage: null,
      billedMicros: BigInt(settings.priceMicros),
      probabilities: null,
    };
  },
});
