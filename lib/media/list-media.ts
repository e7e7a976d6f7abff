import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { MediaAssetView } from "@/lib/media/schema";
import { pageOfAssets } from "@/lib/media/store";

export const mediaPerPage = 60;

/** A page of a project's uploaded media, newest first. */
export const listMedia = async (
  actor: Actor,
  input: { projectId: string; page: number },
): Promise<{ assets: MediaAssetView[]; total: number }> => {
  await guard(actor, "imports:see", { projectId: input.projectId });
  return pageOfAssets(input.projectId, { skip: (Math.max(1, input.page) - 1) * mediaPerPage, take: mediaPerPage });
};
