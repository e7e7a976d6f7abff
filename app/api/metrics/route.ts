import { problemResponse, toRefusal } from "@/lib/http/problem";
import { collectMetrics } from "@/lib/metrics/collect-metrics";
import { scraperOf } from "@/lib/metrics/scraper";

/** For Prometheus. */
export const GET = async (request: Request): Promise<Response> => {
  try {
    const text = await collectMetrics(await scraperOf(request));
    return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" } });
  } catch (error) {
    return problemResponse(toRefusal(error));
  }
};
