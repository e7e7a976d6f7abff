import { endedVersions } from "@/lib/reward-models/store";
import { modelBlobs } from "@/lib/reward-models/version-files";
import { sweepBlobs } from "@/lib/sweep-blobs";

/** Takes away what trainings have left that did not become the version. */
export const sweepModelFiles = async (): Promise<void> => sweepBlobs(modelBlobs, endedVersions);
