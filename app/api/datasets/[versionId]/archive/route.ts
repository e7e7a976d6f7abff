import { z } from "zod";
import { openDatasetArchive } from "@/lib/exports/open-dataset-file";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";

export const GET = apiRoute({
  schema: z.object({ versionId: z.string().min(1) }),
  handler: async (actor, input) => downloadResponse(await openDatasetArchive(actor, input)),
});
