import { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { apiRoute } from "@/lib/http/api-route";
import { bodyChunks } from "@/lib/http/body-chunks";
import { mediaLimits } from "@/lib/media/schema";
import { uploadMedia } from "@/lib/media/upload-media";

/** Takes an image, video or sound as a stream. */
export const PUT = apiRoute({
  schema: z.object({ projectId: z.string().min(1), fileName: z.string().min(1).max(1_000) }),
  body: "stream",
  handler: async (actor, { projectId, fileName }, request) => {
    if (Number(request.headers.get("content-length") ?? 0) > mediaLimits.uploadBytes) {
      throw new AppError("too_large", { userMessage: `Files up to ${mediaLimits.uploadBytes / 1_000_000_000} GB can be uploaded.` });
    }
    if (!request.body) throw new AppError("invalid_input", { userMessage: "The file is empty." });
    return uploadMedia(actor, { projectId, fileName, body: Readable.from(bodyChunks(request.body)) });
  },
});
