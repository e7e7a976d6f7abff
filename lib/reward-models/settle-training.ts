import { dropScores } from "@/lib/reward-models/candidate-store";
import { findVersion, markEnded } from "@/lib/reward-models/store";
import { versionFolder } from "@/lib/reward-models/version-files";
import { deleteBlob } from "@/lib/storage";

/** Marks a version whose training ended without a model, for good: what it goes on from after a kill, and what it scored, are of no more use. */
export const settleTraining = async (input: {
  projectId: string;
  subjectId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => {
  await markEnded(input.projectId, input.subjectId, input.outcome, input.message);
  const version = await findVersion(input.projectId, input.subjectId);
  if (!version || version.state === "done") return;
  await deleteBlob(versionFolder(version.id));
  await dropScores({ versionId: version.id });
};
