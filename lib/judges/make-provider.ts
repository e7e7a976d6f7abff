import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { findModelVersion } from "@/lib/judges/answer-store";
import type { Provider } from "@/lib/judges/providers/contract";
import { openAiProvider } from "@/lib/judges/providers/openai-compatible";
import { replayProvider } from "@/lib/judges/providers/replay";
import { rewardModelProvider } from "@/lib/judges/providers/reward-model";
import type { JudgeSettings, ReplyMode } from "@/lib/judges/schema";
import { rememberMode } from "@/lib/judges/store";
import { openSecret } from "@/lib/secrets/open-secret";

/** What answers for a judge, with its key opened. @throws AppError refused where there is no reward model to judge by */
export const makeProvider = async (
  actor: Actor,
  judge: { projectId: string; judgeId: string; secretId: string | null; settings: JudgeSettings; replyMode: ReplyMode },
): Promise<Provider> => {
  const { projectId, settings } = judge;
  switch (settings.provider) {
    case "openai": {
      const key = judge.secretId === null ? null : await openSecret(actor, { projectId, secretId: judge.secretId, purpose: "judge" });
      return openAiProvider(settings, key, { mode: judge.replyMode, remember: (mode) => rememberMode(judge.judgeId, mode) });
    }
    case "replay":
      return replayProvider(settings, { projectId });
    case "reward-model": {
      const versionId = await findModelVersion(projectId, settings.version);
      if (versionId === null) {
        const which = settings.version === null ? "no finished reward model" : `no finished reward model ${settings.version}`;
        throw new AppError("refused", { userMessage: `This project has ${which}. Train one first.` });
      }
      return rewardModelProvider(versionId);
    }
  }
};
