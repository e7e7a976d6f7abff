import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PlumblineError, plumbline, verifyWebhook } from "@/clients/typescript/plumbline";
import { operations } from "@/lib/api/catalogue";
import { describeApi } from "@/lib/api/describe-api";
import { startApi } from "@/lib/api/testing/http-server";
import type { RunningApi } from "@/lib/api/testing/http-server";
import { buildWorld, keyHeaders } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { keyActions } from "@/lib/auth/permissions";
import { testDatabase } from "@/scripts/testing/database";

vi.stubEnv("PLUMBLINE_API_RATE", "100000");
testDatabase();

const clients = path.resolve("clients");
let world: World;
let server: RunningApi;
let key: string;

beforeAll(async () => {
  world = await buildWorld();
  server = await startApi();
  key = (await keyHeaders(world.actors.owner, keyActions)).authorization?.replace("Bearer ", "") ?? "";
});
afterAll(() => server.close());

// Written anew by `npx vitest run --project database lib/api/clients -u`.
describe("what is generated of the clients", () => {
  const header = "Written from the API's document by the test lib/api/clients.db.test.ts; not to be edited.";

  it("are the document's types and addresses", async () => {
    const types = astToString(await openapiTS(JSON.stringify(describeApi(operations))));
    await expect(`// ${header}\n${types}`).toMatchFileSnapshot(path.join(clients, "typescript/operations.ts"));
    const routes = operations.map(({ id, method, path: address }) => `  ${id}: { method: "${method}", path: "${address}" },\n`);
    await expect(`// ${header}\nexport const routes = {\n${routes.join("")}} as const;\n`).toMatchFileSnapshot(
      path.join(clients, "typescript/routes.ts"),
    );
    const rows = operations.map(({ id, method, path: address }) => `    "${id}": ("${method}", "${address}"),\n`);
    await expect(`# ${header}\nROUTES = {\n${rows.join("")}}\n`).toMatchFileSnapshot(path.join(clients, "python/plumbline_routes.py"));
  });
});

describe("the TypeScript client", () => {
  const api = () => plumbline({ url: server.url, key });
  const at = () => ({ path: { projectId: world.own.projectId } });

  it("reads, writes and goes through all pages", async () => {
    const project = await api().call("getProject", at());
    expect(project.id).toBe(world.own.projectId);
    const body = { name: "Renamed", slug: project.slug, description: "by the client" };
    expect((await api().call("editProject", { ...at(), body })).name).toBe("Renamed");
    const ids: string[] = [];
    for await (const item of api().rows("listItems", { ...at(), query: { limit: 5 } })) ids.push(item.id);
    expect(new Set(ids).size).toBe(12);
  });

  it("reads lines, and sends them as they are made", async () => {
    const lines = [];
    for await (const line of api().lines("readItems", at())) lines.push(line.id);
    expect(lines).toHaveLength(12);
    const rows = [1, 2].map((n) => ({ prompt: `Which ${n}?`, responses: [{ text: "one" }, { text: "two" }] }));
    const sent = await api().sendLines("addItems", { ...at(), query: { campaignId: world.own.campaignId } }, rows);
    expect((await api().call("getImport", { path: { projectId: world.own.projectId, importId: sent.importId } })).state).toBe("running");
  });

  it("lets go of a stream of which no more is wanted", async () => {
    const endless = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      const writing = setInterval(() => response.write('{"id":"1"}\n'), 10);
      response.once("close", () => clearInterval(writing));
    }).listen(0, "127.0.0.1");
    const left = once(endless, "request").then(([, response]) => once(response, "close"));
    await once(endless, "listening");
    const client = plumbline({ url: `http://127.0.0.1:${(endless.address() as AddressInfo).port}`, key });
    for await (const line of client.lines("readItems", at())) if (line.id === "1") break;
    expect(await Promise.race([left.then(() => "left"), new Promise((resolve) => setTimeout(() => resolve("held"), 2_000))])).toBe("left");
    endless.closeAllConnections();
    endless.close();
  });

  it.each(["refuses", "breaks off"] as const)("closes what it sends where the server %s", async (way) => {
    const early = createServer((incoming, response) => {
      if (way === "breaks off") incoming.once("data", () => incoming.socket.destroy());
      else response.writeHead(401, { "content-type": "application/problem+json" }).end('{"title":"Sign in","code":"unauthenticated"}');
    }).listen(0, "127.0.0.1");
    await once(early, "listening");
    const client = plumbline({ url: `http://127.0.0.1:${(early.address() as AddressInfo).port}`, key });
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          yield { prompt: "Which?" };
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        closed = true;
      }
    }
    const refusal = await client
      .sendLines("addItems", { ...at(), query: { campaignId: world.own.campaignId } }, endless())
      .catch((error: unknown) => error);
    if (way === "refuses") expect(refusal).toMatchObject({ problem: { status: 401, code: "unauthenticated" } });
    else expect(refusal).toBeInstanceOf(Error);
    await vi.waitFor(() => expect(closed).toBe(true));
    early.closeAllConnections();
    early.close();
  });

  it("ends at once where it is told to while it waits for a busy server", async () => {
    const busy = createServer((_request, response) => response.writeHead(429, { "retry-after": "30" }).end()).listen(0, "127.0.0.1");
    await once(busy, "listening");
    const client = plumbline({ url: `http://127.0.0.1:${(busy.address() as AddressInfo).port}`, key });
    await expect(client.call("getProject", { ...at(), signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ name: "TimeoutError" });
    busy.close();
  }, 3_000);

  it("names what of a recipe is wrong", async () => {
    const query = { format: "trl-preference" as const, recipe: JSON.stringify({ splits: { train: 2 } }) };
    const refused = api().download("streamDataset", { ...at(), query });
    await expect(refused).rejects.toMatchObject({ problem: { detail: expect.stringContaining("splits.train cannot be more than 1") } });
  });

  it("takes events to the last whole one", async () => {
    const events = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end('event: state\ndata: {"state":"done"}\n\nevent: sta');
    }).listen(0, "127.0.0.1");
    await once(events, "listening");
    const client = plumbline({ url: `http://127.0.0.1:${(events.address() as AddressInfo).port}`, key });
    const seen: unknown[] = [];
    for await (const event of client.lines("readItems", at())) seen.push(event);
    expect(seen).toEqual([{ state: "done" }]);
    events.close();
  });

  it("sends a write once, and again where the server was busy", async () => {
    let busy = 2;
    const flaky: typeof fetch = async (...sent) => {
      busy -= 1;
      return busy >= 0 ? new Response(null, { status: 503 }) : fetch(...sent);
    };
    const client = plumbline({ url: server.url, key, fetch: flaky });
    const made = await client.call("createProject", { body: { name: "Patient", slug: "patient" }, idempotencyKey: "typescript-once" });
    expect(await api().call("createProject", { body: { name: "Patient", slug: "patient" }, idempotencyKey: "typescript-once" })).toEqual(
      made,
    );
  });

  it("takes no answer that broke off for a whole one, and asks again for one that it needs whole", async () => {
    const seen: (string | undefined)[] = [];
    const breaking = createServer((request, response) => {
      seen.push(request.headers["idempotency-key"]?.toString());
      const first = seen.length < 3;
      response.writeHead(200, { "content-type": "application/json" });
      response.write(request.method === "GET" ? '{"id":"1"}\n' : '{"id":');
      setTimeout(() => (first ? response.destroy() : response.end("2}")), 20);
    }).listen(0, "127.0.0.1");
    await once(breaking, "listening");
    const client = plumbline({ url: `http://127.0.0.1:${(breaking.address() as AddressInfo).port}`, key });
    const lines = client.lines("readItems", at());
    expect((await lines.next()).value).toEqual({ id: "1" });
    await expect(lines.next()).rejects.toThrow();
    expect(await client.call("createProject", { body: { name: "Whole", slug: "whole" } })).toEqual({ id: 2 });
    expect(seen).toHaveLength(3);
    expect(seen[1]).toBe(seen[2]);
    breaking.close();
  });

  it("throws what was refused, in the server's words", async () => {
    const refusal = await api()
      .call("getItem", { path: { projectId: world.own.projectId, itemId: "nothing" } })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PlumblineError);
    expect(refusal).toMatchObject({ problem: { status: 404, code: "not_found" } });
  });

  it("knows our deliveries from others", async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const signature = `v1,${createHmac("sha256", Buffer.alloc(32, 7)).update("whd_1.1000.{}").digest("base64")}`;
    const headers = { id: "whd_1", timestamp: "1000", signature };
    expect(await verifyWebhook(secret, headers, "{}", 1_100)).toBe(true);
    expect(await verifyWebhook(secret, headers, "{ }", 1_100)).toBe(false);
    expect(await verifyWebhook(secret, headers, "{}", 1_400)).toBe(false);
    expect(await verifyWebhook(secret, { ...headers, signature: "v1,%" }, "{}", 1_100)).toBe(false);
  });
});

describe("the Python client", () => {
  it("passes its own tests against the same server", async () => {
    const { own, actors } = await buildWorld();
    const project = own.projectId;
    const owner = (await keyHeaders(actors.owner, keyActions)).authorization?.replace("Bearer ", "");
    const run = promisify(execFile)("python3", ["-m", "unittest", "-q", "test_plumbline"], {
      cwd: path.join(clients, "python"),
      env: { ...process.env, PLUMBLINE_URL: server.url, PLUMBLINE_KEY: owner, PLUMBLINE_PROJECT: project, PYTHONDONTWRITEBYTECODE: "1" },
    });
    expect((await run).stderr).toContain("OK");
  });
});
