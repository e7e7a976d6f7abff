import { Readable } from "node:stream";
import { AppError } from "@/lib/errors";

/** Bytes of a web stream as Node reads them, one chunk at a time. */
export async function* bodyChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

/** The body of a request as a stream of Node's. @throws AppError invalid_input where there is none */
export const streamBody = (request: Request): Readable => {
  if (!request.body) throw new AppError("invalid_input", { userMessage: "The body is empty." });
  return Readable.from(bodyChunks(request.body));
};
