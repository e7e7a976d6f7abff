import { AppError, notFound } from "@/lib/errors";
import type { VersionView } from "@/lib/reward-models/schema";
import { findVersion, listVersionRows } from "@/lib/reward-models/store";

/** The version named, else the promoted one, else the newest that is trained. */
export const chosenVersion = async (projectId: string, versionId: string | null): Promise<VersionView> => {
  if (versionId !== null) {
    const named = await findVersion(projectId, versionId);
    if (!named || named.state !== "done") throw notFound("trained reward model");
    return named;
  }
  const versions = (await listVersionRows(projectId)).filter(({ state }) => state === "done");
  const chosen = versions.find(({ promotedAt }) => promotedAt !== null) ?? versions[0];
  if (!chosen) throw new AppError("refused", { userMessage: "This project has no trained reward model yet. Train one first." });
  return chosen;
};
