import { checkHealth } from "@/lib/http/check-health";

export const dynamic = "force-dynamic";

/** Whether requests should be sent here: the database answers. */
export const GET = async (): Promise<Response> => {
  const health = await checkHealth();
  return Response.json(health, { status: health.status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } });
};
