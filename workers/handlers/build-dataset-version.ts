import { buildDatasetVersion, settleDatasetVersion } from "@/lib/exports/build-dataset-version";
import type { Handler } from "@/workers/handler";

export const buildDatasetVersionHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const version = await buildDatasetVersion(actor, { projectId, versionId: subjectId }, { signal, report });
    return `${version.rows} rows in ${version.files.length} files`;
  },
  settle: settleDatasetVersion,
};
