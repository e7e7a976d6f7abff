import { beforeAll, describe, expect, it, vi } from "vitest";
import { buildWorld, keyHeaders, origin } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { collectMetrics } from "@/lib/metrics/collect-metrics";
import { observeHttp } from "@/lib/metrics/http-durations";
import { scraperOf } from "@/lib/metrics/scraper";
import { testDatabase } from "@/scripts/testing/database";

const token = "a-token-for-the-scraper-of-this-test";
vi.stubEnv("PLUMBLINE_METRICS_TOKEN", token);
testDatabase();

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});

const asked = (headers: Record<string, string>): Request => new Request(`${origin}/api/metrics`, { headers });

describe("the metrics", () => {
  it("count jobs by state, how long they took, and what is leased", async () => {
    const { projectId } = world.own;
    const at = new Date();
    const ended = { projectId, subjectId: "x", name: "plan-routes", state: "done", finishedAt: at };
    for (const seconds of [2, 20]) {
      await db().job.create({ data: { id: newId("job"), ...ended, startedAt: new Date(at.getTime() - seconds * 1_000) } });
    }
    await db().job.create({ data: { id: newId("job"), projectId, subjectId: "x", name: "import-items" } });
    observeHttp("listItems", 200, 0.03);
    const text = await collectMetrics(world.actors.owner);
    expect(text).toContain('plumbline_jobs{name="import-items",state="queued"} 1\n');
    expect(text).toContain('plumbline_job_duration_seconds_bucket{name="plan-routes",state="done",le="1"} 0\n');
    expect(text).toContain('plumbline_job_duration_seconds_bucket{name="plan-routes",state="done",le="5"} 1\n');
    expect(text).toContain('plumbline_job_duration_seconds_bucket{name="plan-routes",state="done",le="+Inf"} 2\n');
    expect(text).toContain('plumbline_job_duration_seconds_sum{name="plan-routes",state="done"} 22\n');
    expect(text).toContain("plumbline_open_slots 26\n");
    expect(text).toContain('plumbline_http_request_duration_seconds_bucket{operation="listItems",status="200",le="0.05"} 1\n');
    const line = /^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)$/;
    for (const written of text.trimEnd().split("\n")) expect(written).toMatch(line);
  });

  it("are for the operator's token, and for whoever may see them", async () => {
    expect(await scraperOf(asked({ authorization: `Bearer ${token}` }))).toMatchObject({ kind: "system" });
    await expect(scraperOf(asked({ authorization: `Bearer ${token}x` }))).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(scraperOf(asked({}))).rejects.toMatchObject({ code: "unauthenticated" });
    const key = await scraperOf(asked(await keyHeaders(world.actors.admin, ["metrics:see"])));
    expect(await collectMetrics(key)).toContain("plumbline_jobs");
    await expect(collectMetrics(world.actors.researcher)).rejects.toMatchObject({ code: "forbidden" });
  });
});
