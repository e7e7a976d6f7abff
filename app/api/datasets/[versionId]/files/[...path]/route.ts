import { z } from "zod";
import { findDatasetFile } from "@/lib/exports/open-dataset-file";
import { apiRoute } from "@/lib/http/api-route";
import { rangedResponse } from "@/lib/http/download-response";

const schema = z.object({ versionId: z.string().min(1), path: z.array(z.string().min(1)).min(1) });

const answer = apiRoute({
  schema,
  handler: async (actor, { versionId, path }, request) =>
    rangedResponse(request, await findDatasetFile(actor, { versionId, path: path.join("/") })),
});

export { answer as GET, answer as HEAD };
