import { beforeAll, describe, expect, it, vi } from "vitest";
import { answerOnce } from "@/lib/api/answer-once";
import { buildWorld, ownerHeaders, send } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { deleteOldKeys } from "@/lib/api/store";
import { db } from "@/lib/db";
import { databaseAway } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { testDatabase } from "@/scripts/testing/database";

vi.mock("@/lib/auth/options", () => ({
  authOptions: () => ({ secret: "a secret of more than thirty-two letters", useSecureCookies: false }),
}));

testDatabase();

let world: World;
let project: string;

beforeAll(async () => {
  world = await buildWorld();
  project = `/projects/${world.own.projectId}`;
});

describe("an idempotency key", () => {
  const post = (headers: Record<string, string>, key: string, body: object) =>
    send("POST", "/projects", { ...headers, "idempotency-key": key }, JSON.stringify(body));

  it("makes a write happen once, however often and however parallel it is sent", async () => {
    const headers = await ownerHeaders(world);
    const body = { name: "Once", slug: newId("project").replace("_", "-") };
    const first = await post(headers, "key-of-a-write", body);
    expect(first.status).toBe(201);
    const text = await first.text();
    for (const again of await Promise.all([1, 2, 3].map(() => post(headers, "key-of-a-write", body)))) {
      expect(again.status).toBe(201);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(await again.text()).toBe(text);
    }
    expect(await db().project.count({ where: { name: "Once" } })).toBe(1);
    const together = await Promise.all(
      [1, 2, 3, 4].map(() => post(headers, "key-of-another", { ...body, slug: `${body.slug}-2`, name: "Twice" })),
    );
    expect(together.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(together.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(await db().project.count({ where: { name: "Twice" } })).toBe(1);
  });

  it("is free again where a service could not be had: a client that waits and sends again gets its answer, not a conflict", async () => {
    const asked = { key: "key-of-a-busy-hour", method: "POST", address: "/scores", body: "{}" };
    const failing = (error: Error) => answerOnce(world.actors.owner, asked, () => Promise.reject(error)).catch((thrown: unknown) => thrown);
    const busy = new AppError("unavailable", { userMessage: "The model is being loaded." });
    expect(await failing(busy)).toBe(busy);
    expect(await failing(busy)).toBe(busy);
    // Of a database that went away nobody knows what it still did.
    const away = databaseAway(new Error("Connection terminated"));
    expect(await failing(away)).toBe(away);
    expect(await failing(away)).toMatchObject({ code: "conflict" });
  });

  it("is refused by name where it is none", async () => {
    const refused = await post(await ownerHeaders(world), "short", { name: "Never", slug: "never" });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ fields: { "idempotency-key": expect.stringContaining("8 to 200") } });
  });

  it("is in conflict with another body, and free again after a refusal and after a day", async () => {
    const headers = await ownerHeaders(world);
    const slug = newId("project").replace("_", "-");
    expect((await post(headers, "key-number-1", { name: "" })).status).toBe(400);
    expect((await post(headers, "key-number-1", { name: "Fine", slug })).status).toBe(201);
    expect((await post(headers, "key-number-1", { name: "Other", slug })).status).toBe(409);
    expect((await post(await ownerHeaders(world), "key-number-1", { name: "Mine", slug: `${slug}-2` })).status).toBe(201);
    await db().$executeRaw`update idempotency_key set created_at = now() - interval '25 hours'`;
    expect((await post(headers, "key-number-1", { name: "Later", slug: `${slug}-3` })).status).toBe(201);
    await db().$executeRaw`update idempotency_key set created_at = now() - interval '25 hours'`;
    expect(await deleteOldKeys()).toBeGreaterThan(0);
    expect((await post(headers, "short", { name: "x" })).status).toBe(400);
  });

  it("of a request that was cut off is told apart from one that was done", async () => {
    const headers = await ownerHeaders(world);
    const body = { name: "Cut", slug: newId("project").replace("_", "-") };
    await post(headers, "key-that-is-cut-off", body);
    await db().$executeRaw`update idempotency_key set status = null, body = null where key = 'key-that-is-cut-off'`;
    expect((await post(headers, "key-that-is-cut-off", body)).status).toBe(409);
  });

  it("gives the first answer again to a change that had named the revision it was made of", async () => {
    const headers = await ownerHeaders(world);
    const etag = (await send("GET", project, headers)).headers.get("etag") ?? "";
    const change = () =>
      send(
        "PUT",
        project,
        { ...headers, "if-match": etag, "idempotency-key": "key-of-a-change" },
        JSON.stringify({ name: "Test", slug: "test", description: "changed" }),
      );
    const first = await change();
    expect(first.status).toBe(200);
    const again = await change();
    expect([again.status, again.headers.get("idempotent-replayed"), await again.text()]).toEqual([200, "true", await first.text()]);
  });

  it("keeps no secret in the clear that an answer showed once", async () => {
    const headers = { ...(await ownerHeaders(world)), "idempotency-key": "key-of-secrets" };
    const hook = () =>
      send("POST", `${project}/webhooks`, headers, JSON.stringify({ url: "https://hooks.example.org", events: ["job.finished"] }));
    const { secret } = await (await hook()).json();
    expect(secret).toMatch(/^whsec_/);
    expect((await (await hook()).json()).secret).toBe(secret);
    const invited = await send(
      "POST",
      "/invitations",
      { ...headers, "idempotency-key": "key-of-a-guest" },
      JSON.stringify({ role: "owner" }),
    );
    const token = String((await invited.json()).path).replace("/invitation/", "");
    const kept = JSON.stringify(await db().idempotencyKey.findMany());
    expect(kept).toContain("key-of-a-guest");
    expect([kept.includes(secret), kept.includes(token)]).toEqual([false, false]);
  });

  it("is free again after a text that cannot be stored, which is told as one", async () => {
    const headers = await ownerHeaders(world);
    const slug = newId("project").replace("_", "-");
    for (const text of ["half of an emoji \ud83d", "a nought \u0000"]) {
      const refused = await send(
        "PUT",
        project,
        { ...headers, "idempotency-key": "key-of-a-text" },
        JSON.stringify({ name: text, slug, description: "" }),
      );
      expect(await refused.json()).toMatchObject({
        status: 400,
        code: "invalid_input",
        detail: expect.stringContaining("cannot be stored"),
      });
    }
    expect((await send("GET", `${project}/items?q=%00`, headers)).status).toBe(400);
  });
});
