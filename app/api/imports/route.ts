import { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { apiRoute } from "@/lib/http/api-route";
import { bodyChunks } from "@/lib/http/body-chunks";
import { limits } from "@/lib/imports/schema";
import { uploadImport } from "@/lib/imports/upload-import";

const schema = z.object({ projectId: z.string().min(1), fileName: z.string().min(1).max(1_000) });

/** Takes a file as a stream; it is stored, and looked at before anything is imported. */
export const PUT = apiRoute({
  schema,
  body: "stream",
  handler: async (actor, { projectId, fileName }, request) => {
    // What is announced too large is refused before it is sent; what lies is cut off on the way.
    if (Number(request.headers.get("content-length") ?? 0) > limits.uploadBytes) {
      throw new AppError("too_large", {
        userMessage: `Files up to ${limits.uploadBytes / 1_000_000_000} GB can be uploaded here; the command line reads larger ones.`,
      });
    }
    if (!request.body) throw new AppError("invalid_input", { userMessage: "The file is empty." });
    return uploadImport(actor, { projectId, fileName, body: Readable.from(bodyChunks(request.body)) });
  },
});
