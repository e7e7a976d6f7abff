import { performance } from "node:perf_hooks";
import { operations } from "@/lib/api/catalogue";
import { serveOperations } from "@/lib/api/serve-request";
import { observeHttp } from "@/lib/metrics/http-durations";

const serve = serveOperations(operations);

/** Answers a request to /api/v1; `path` is what follows. */
export const serveApi = async (request: Request, path: string[]): Promise<Response> => {
  const startedAt = performance.now();
  const { response, operation } = await serve(request, path);
  // Of streams, the time until the first byte.
  observeHttp(operation, response.status, (performance.now() - startedAt) / 1_000);
  return response;
};
