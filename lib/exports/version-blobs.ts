/**
 * Keys of a version's files among the blobs begin so. Below it each try at the build has a folder of its own; the rows of the finished
 * version name the files of the one that came first.
 */
export const versionBlobs = (versionId: string): string => `${datasetBlobs}/${versionId}`;

export const datasetBlobs = "datasets";
