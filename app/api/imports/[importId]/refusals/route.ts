import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";
import { downloadRefusals } from "@/lib/imports/download-refusals";

/** Every refused line of an import as a table. */
export const GET = apiRoute({
  schema: z.object({ projectId: z.string().min(1), importId: z.string().min(1) }),
  handler: async (actor, input) => downloadResponse({ ...(await downloadRefusals(actor, input)), byteSize: null, sha256: null }),
});
