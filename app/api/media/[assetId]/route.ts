import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { mediaResponse } from "@/lib/http/media-response";
import { openMedia } from "@/lib/media/open-media";

/** An image, video or sound of an item, whole or in part. */
export const GET = apiRoute({
  schema: z.object({ assetId: z.string() }),
  handler: async (actor, { assetId }, request) =>
    mediaResponse(await openMedia(actor, { assetId, range: request.headers.get("range") }), request.headers.get("if-none-match")),
});
