import { z } from "zod";
import { keepHeapSteady } from "@/lib/steady-heap";

const encoder = new TextEncoder();
const iterableSchema = z.custom<AsyncIterable<unknown>>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
  "is no sequence",
);

/** Lines of a batch that are written at once: a chunk for each would cost more than the rows. */
const chunkBytes = 64 * 1024;

/** Text as it is made, as fast as the reader takes it; the source is closed where the reader leaves. */
const stream = (source: AsyncIterator<string>, contentType: string): Response =>
  new Response(
    new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await source.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      cancel: async () => {
        await source.return?.();
      },
    }),
    {
      headers: {
        "content-type": contentType,
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
      },
    },
  );

async function* lines(schema: z.ZodType, first: IteratorResult<unknown>, rows: AsyncIterator<unknown>): AsyncGenerator<string> {
  let chunk = "";
  let steady = false;
  try {
    for (let next = first; !next.done; next = await rows.next()) {
      chunk += `${JSON.stringify(schema.parse(next.value))}\n`;
      if (chunk.length < chunkBytes) continue;
      yield chunk;
      chunk = "";
      // Only a stream that goes on is worth it: of 1.2 M answers the process otherwise held a gigabyte.
      if (!steady) keepHeapSteady();
      steady = true;
    }
    if (chunk !== "") yield chunk;
  } finally {
    await rows.return?.();
  }
}

/** What is refused is refused before the first row: once a stream has begun, its status is told. */
export const lineStream = async (schema: z.ZodType, source: unknown): Promise<Response> => {
  const rows = iterableSchema.parse(source)[Symbol.asyncIterator]();
  return stream(lines(schema, await rows.next(), rows), "application/x-ndjson; charset=utf-8");
};

const quietMs = 15_000;

/** A comment now and then keeps proxies from taking a quiet stream for a dead one. */
async function* events(schema: z.ZodType, news: AsyncIterable<unknown>): AsyncGenerator<string> {
  const source = news[Symbol.asyncIterator]();
  let next = source.next();
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const quiet = new Promise<"quiet">((resolve) => {
        timer = setTimeout(() => resolve("quiet"), quietMs);
      });
      const what = await Promise.race([next, quiet]);
      clearTimeout(timer);
      if (what === "quiet") {
        yield ": still there\n\n";
        continue;
      }
      if (what.done) return;
      yield `data: ${JSON.stringify(schema.parse(what.value))}\n\n`;
      next = source.next();
    }
  } finally {
    await source.return?.();
  }
}

export const eventStream = (schema: z.ZodType, news: unknown): Response =>
  stream(events(schema, iterableSchema.parse(news)), "text/event-stream; charset=utf-8");
