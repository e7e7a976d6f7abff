import { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { apiRoute } from "@/lib/http/api-route";
import { limits } from "@/lib/imports/schema";
import { uploadImport } from "@/lib/imports/upload-import";

const schema = z.object({ projectId: z.string().min(1), fileName: z.string().min(1).max(1_000) });

/** Bytes of a web stream as Node reads them, one chunk at a time. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

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
    return uploadImport(actor, { projectId, fileName, body: Readable.from(chunksOf(request.body)) });
  },
});
