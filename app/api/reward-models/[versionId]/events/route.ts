import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { followTraining } from "@/lib/reward-models/follow-training";

const encoder = new TextEncoder();

/** A training as it goes on: server-sent events, one a change, until it ends. */
export const GET = apiRoute({
  schema: z.object({ projectId: z.string(), versionId: z.string() }),
  handler: async (actor, input, request) => {
    const news = await followTraining(actor, input, request.signal);
    return new Response(
      new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          const next = await news.next();
          if (next.done) controller.close();
          else controller.enqueue(encoder.encode(`data: ${JSON.stringify(next.value)}\n\n`));
        },
        cancel: async () => {
          await news.return(undefined);
        },
      }),
      { headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" } },
    );
  },
});
