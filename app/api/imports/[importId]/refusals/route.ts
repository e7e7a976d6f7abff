import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { downloadRefusals } from "@/lib/imports/download-refusals";

/** Every refused line of an import as a table. */
export const GET = apiRoute({
  schema: z.object({ projectId: z.string().min(1), importId: z.string().min(1) }),
  handler: async (actor, input) => {
    const { fileName, body } = await downloadRefusals(actor, input);
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
});
