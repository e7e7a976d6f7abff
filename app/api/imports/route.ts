import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { streamBody } from "@/lib/http/body-chunks";
import { beginUploadSchema } from "@/lib/imports/schema";
import { appendUpload, beginUpload, getUpload } from "@/lib/imports/upload-parts";

const placeSchema = z.object({ projectId: z.string().min(1), importId: z.string().min(1) });

/** Begins an upload: the file's name and size. */
export const POST = apiRoute({ schema: beginUploadSchema, handler: beginUpload });

/** How much of an upload is here. */
export const GET = apiRoute({ schema: placeSchema, handler: getUpload });

/** The next bytes of an upload, from `offset` on. */
export const PATCH = apiRoute({
  schema: placeSchema.extend({ offset: z.coerce.number().int().min(0) }),
  body: "stream",
  handler: (actor, input, request) => appendUpload(actor, { ...input, body: streamBody(request) }),
});
