import { afterEach, expect, it, vi } from "vitest";
import { nextWork, skip } from "@/components/annotate/desk-api";

afterEach(() => vi.unstubAllGlobals());

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const page = (status: number): Response => new Response("<h1>Welcome aboard</h1>", { status, headers: { "content-type": "text/html" } });
const refusal = Response.json({ code: "lease_lost", detail: "It went to somebody else." }, { status: 409 });

it.each([
  { between: "the sign-in page of a train's network", answer: page(200), problem: { code: "offline", status: 0, passing: true } },
  { between: "a wall that lets nothing through", answer: page(403), problem: { code: "internal", status: 500, passing: true } },
  { between: "a proxy whose server is being replaced", answer: page(404), problem: { code: "internal", status: 500, passing: true } },
  { between: "a proxy that waited in vain", answer: page(504), problem: { code: "internal", status: 504, passing: true } },
  { between: "nobody", answer: refusal, problem: { code: "lease_lost", status: 409, passing: false } },
])("tells what the server decided from what $between says in its place", async ({ answer, problem }) => {
  vi.stubGlobal(
    "fetch",
    vi.fn<typeof fetch>(async () => answer.clone()),
  );
  await expect(nextWork(place, [], 1)).rejects.toMatchObject({ name: "DeskProblem", ...problem });
  await expect(skip(place, { assignmentId: "1", epoch: "1" }, "other", "")).rejects.toMatchObject({ name: "DeskProblem", ...problem });
});
