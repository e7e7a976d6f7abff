export const dynamic = "force-dynamic";

/** This process answers; whether it can do its work is asked of /api/health/ready. */
export const GET = (): Response => Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
