import { serveApi } from "@/lib/api/serve-api";

type Context = { params: Promise<{ path: string[] }> };

const serve = async (request: Request, { params }: Context): Promise<Response> => serveApi(request, (await params).path);

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT };
