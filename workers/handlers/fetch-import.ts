import { receiveImport, settleFetch } from "@/lib/imports/fetch-import";
import type { Handler } from "@/workers/handler";

export const fetchImportHandler: Handler = {
  run: async ({ actor, projectId, subjectId, ...control }) => {
    const byteSize = await receiveImport(actor, { projectId, importId: subjectId }, control);
    return `${byteSize.toLocaleString("en")} bytes are here`;
  },
  settle: ({ projectId, subjectId, outcome, message }) => settleFetch({ projectId, importId: subjectId, outcome, message }),
};
