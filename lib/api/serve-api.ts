import { operations } from "@/lib/api/catalogue";
import { serveOperations } from "@/lib/api/serve-request";

const serve = serveOperations(operations);

/** Answers a request to /api/v1; `path` is what follows. */
export const serveApi = async (request: Request, path: string[]): Promise<Response> => (await serve(request, path)).response;
