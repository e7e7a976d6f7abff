import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { apiRoute, maxJsonBytes, streamType } from "@/lib/http/api-route";

const session = vi.hoisted(() => ({ requestActor: vi.fn(), requestAsker: vi.fn() }));
vi.mock("@/lib/auth/request-actor", () => session);
vi.mock("@/lib/env", () => ({ env: () => ({ NEXTAUTH_URL: undefined }) }));

const actor = { kind: "person", userId: "usr_1", workspaceId: "wsp_1" };
const context = { params: Promise.resolve({ jobId: "job_1" }) };
const schema = z.object({ jobId: z.string(), n: z.coerce.number().default(0) });

const post = (body: BodyInit | null, headers: Record<string, string> = {}): Request =>
  new Request("http://plumbline.example/api/jobs/job_1", {
    method: "POST",
    body,
    headers: { host: "plumbline.example", origin: "http://plumbline.example", "content-type": "application/json", ...headers },
  });

describe("apiRoute", () => {
  const handler = vi.fn();
  const route = apiRoute({ schema, handler });

  beforeEach(() => {
    handler.mockReset().mockResolvedValue({ done: true });
    session.requestActor.mockReset().mockResolvedValue(actor);
  });

  it("parses, asks who it is, and answers with JSON that nobody may keep", async () => {
    const response = await route(post(JSON.stringify({ n: 3 })), context);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await response.json()).toEqual({ done: true });
    expect(handler).toHaveBeenCalledWith(actor, { jobId: "job_1", n: 3 }, expect.any(Request));
  });

  it("takes the path's parameters over those of the body", async () => {
    await route(post(JSON.stringify({ jobId: "job_of_somebody_else" })), context);
    expect(handler.mock.lastCall?.[1]).toEqual({ jobId: "job_1", n: 0 });
  });

  it("reads the query of a read", async () => {
    await route(new Request("http://plumbline.example/api/jobs/job_1?n=7", { headers: { host: "plumbline.example" } }), context);
    expect(handler.mock.lastCall?.[1]).toEqual({ jobId: "job_1", n: 7 });
  });

  it.each<[string, Request, number]>([
    ["another site", post("{}", { origin: "http://evil.example" }), 403],
    ["a sandboxed frame", post("{}", { origin: "null" }), 403],
    ["a plain form", post("n=1", { "content-type": "text/plain" }), 400],
    ["a form", post("n=1", { "content-type": "application/x-www-form-urlencoded" }), 400],
    ["broken JSON", post("{"), 400],
    ["JSON that is no object", post("[1]"), 400],
    ["what the schema refuses", post(JSON.stringify({ n: "many" })), 400],
    ["more than a mebibyte", post(JSON.stringify({ n: "x".repeat(maxJsonBytes) })), 413],
  ])("refuses %s before the handler", async (_name, request, status) => {
    expect((await route(request, context)).status).toBe(status);
    expect(handler).not.toHaveBeenCalled();
  });

  it("does not run for whoever is signed out", async () => {
    session.requestActor.mockRejectedValue(new AppError("unauthenticated", { userMessage: "Sign in." }));
    const response = await route(post("{}"), context);
    expect(response.status).toBe(401);
    expect(handler).not.toHaveBeenCalled();
  });

  it("asks for the origin of a cookie's writes, not of a key's", async () => {
    const elsewhere = { origin: "http://evil.example" };
    expect((await route(post("{}", elsewhere), context)).status).toBe(403);
    expect((await route(post("{}", { ...elsewhere, authorization: "Bearer plk_x" }), context)).status).toBe(200);
  });

  it.each([
    [new Error("connect ECONNREFUSED 10.0.0.1:5432"), 503],
    [Object.assign(new Error("the database system is starting up at 10.0.0.1"), { code: "57P03" }), 503],
    [new Error("something else about 10.0.0.1"), 500],
  ])("never lets in where the session cannot be read: %s", async (fault, status) => {
    session.requestActor.mockRejectedValue(fault);
    const response = await route(post("{}"), context);
    expect(response.status).toBe(status);
    expect(response.headers.get("retry-after")).toBe(status === 503 ? "5" : null);
    expect(await response.text()).not.toMatch(/ECONNREFUSED|10\.0\.0\.1/);
    expect(handler).not.toHaveBeenCalled();
  });

  it("leaves a streamed body to the handler, and takes it only by its own type", async () => {
    const upload = apiRoute({
      schema,
      body: "stream",
      handler: async (_actor, _input, request) => ({ bytes: (await request.text()).length }),
    });
    const answered = await upload(post("12345", { "content-type": streamType }), context);
    expect(await answered.json()).toEqual({ bytes: 5 });
    expect((await upload(post("12345"), context)).status).toBe(400);
  });
});
