import { z } from "zod";
import { openDatasetFile } from "@/lib/exports/open-dataset-file";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";

const schema = z.object({ versionId: z.string().min(1), path: z.array(z.string().min(1)).min(1) });

export const GET = apiRoute({
  schema,
  handler: async (actor, { versionId, path }) => downloadResponse(await openDatasetFile(actor, { versionId, path: path.join("/") })),
});
