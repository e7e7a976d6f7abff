import { endedVersions } from "@/lib/exports/store";
import { datasetBlobs } from "@/lib/exports/version-blobs";
import { sweepBlobs } from "@/lib/sweep-blobs";

/** Takes away what builds have left that did not become the version. */
export const sweepDatasetFiles = async (): Promise<void> => sweepBlobs(datasetBlobs, endedVersions);
