import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { enqueue } from "@/lib/jobs/enqueue";
import { finishJob } from "@/lib/jobs/store";
import { createProject } from "@/lib/projects/create-project";
import { editProject } from "@/lib/projects/edit-project";
import { editWebhook, removeWebhook, resendDelivery, setWebhookEnabled } from "@/lib/webhooks/change-webhook";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { deliverWebhooks } from "@/lib/webhooks/deliver-webhooks";
import { getDelivery, listDeliveries, listWebhooks } from "@/lib/webhooks/list-webhooks";
import { keptAnswerBytes, mostAttempts } from "@/lib/webhooks/schema";
import { queueEvents } from "@/lib/webhooks/store";
import { sweepDeliveries } from "@/lib/webhooks/sweep-deliveries";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

type Received = { path: string; headers: Record<string, string | string[] | undefined>; body: string };
const nothing: Received = { path: "", headers: {}, body: "" };
const received: Received[] = [];
let status = 200;
let answerText = "seen";
/** what the receiver waits for before it answers */
let hold: Promise<void> | null = null;
/** addresses whose requests wait for it */
let heldUnder = "/";
let server: Server;
let url = "";
const workspaceId = newId("workspace");
const system: Actor = { kind: "system", workspaceId, name: "test" };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body });
      const length = { "content-length": String(Buffer.byteLength(answerText)) };
      const answer = () => response.writeHead(status, status === 302 ? { location: `${url}/elsewhere` } : length).end(answerText);
      void (request.url?.startsWith(heldUnder) && hold !== null ? hold : Promise.resolve()).then(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url = `http://127.0.0.1:${address.port}`;
  vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", url);
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
});
afterAll(() => {
  server.close();
});

const project = async () => {
  received.length = 0;
  status = 200;
  answerText = "seen";
  hold = null;
  heldUnder = "/";
  const slug = newId("project").replace("_", "-");
  const { project: made } = await createProject(system, { name: "Test", slug });
  const edit = (description: string) => editProject(system, { projectId: made.id, name: "Test", slug, description });
  return { projectId: made.id, edit };
};
const due = async () => {
  await db().$executeRaw`update webhook_delivery set next_attempt_at = now() where state = 'waiting'`;
  return deliverWebhooks();
};
const log = async (projectId: string) => listDeliveries(system, { projectId, take: 50, skip: 0 });

describe("a webhook", () => {
  it("tells each event once, signed so that the receiver can check it", async () => {
    const { projectId, edit } = await project();
    await edit("before");
    const { secret } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await edit("after");
    const now = Date.now();
    // Receivers refuse what is signed for another time: that of a worker's host may be wrong, and what is sent bears the database's.
    vi.useFakeTimers({ toFake: ["Date"], now: now - 2 * 86_400_000 });
    await Promise.all([deliverWebhooks(), deliverWebhooks()]);
    await deliverWebhooks();
    vi.useRealTimers();
    expect(received).toHaveLength(1);
    const [{ headers, body } = nothing] = received;
    expect(JSON.parse(body)).toMatchObject({ type: "projects:edit", projectId, subjectId: projectId, actor: { kind: "system" } });
    const { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signature } = headers;
    const expected = createHmac("sha256", Buffer.from(secret.replace("whsec_", ""), "base64")).update(
      `${String(id)}.${String(seconds)}.${body}`,
    );
    expect(signature).toBe(`v1,${expected.digest("base64")}`);
    expect(Math.abs(Number(seconds) - now / 1_000)).toBeLessThan(60);
    expect(await log(projectId)).toMatchObject([{ state: "sent", attempts: 1, answerStatus: 200 }]);
  });

  it("tells how jobs ended", async () => {
    const { projectId } = await project();
    await createWebhook(system, { projectId, url, events: ["job.finished"] });
    const jobId = await db().$transaction((tx) => enqueue(tx, system, "plan-routes", { projectId, subjectId: "plan" }));
    await deliverWebhooks();
    expect(received).toEqual([]);
    await finishJob({ id: jobId, attempts: 0 }, "failed", "It cannot be drawn.");
    await deliverWebhooks();
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({ type: "job.finished", detail: { jobId, state: "failed" } });
  });

  it("is tried again with growing waits, under the same id, and fails after the last try", async () => {
    const { projectId, edit } = await project();
    await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await edit("one");
    status = 500;
    await deliverWebhooks();
    const [first] = await log(projectId);
    expect(first).toMatchObject({ state: "waiting", attempts: 1, answerStatus: 500 });
    expect(await deliverWebhooks()).toBe(0);
    for (let attempt = 2; attempt <= mostAttempts; attempt += 1) expect(await due()).toBe(1);
    expect(await due()).toBe(0);
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const [last] = await log(projectId);
    expect(last).toMatchObject({ state: "failed", attempts: mostAttempts, error: expect.stringContaining("500") });
    status = 204;
    await resendDelivery(system, { projectId, deliveryId: last?.id ?? "" });
    await deliverWebhooks();
    expect(await log(projectId)).toMatchObject([{ state: "sent", answerStatus: 204 }]);
  });

  it("follows no redirect and reaches no host that is not listed", async () => {
    const { projectId, edit } = await project();
    await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await createWebhook(system, { projectId, url: "http://169.254.169.254/latest", events: ["projects:edit"] });
    await edit("one");
    status = 302;
    await deliverWebhooks();
    expect(received).toHaveLength(1);
    const entries = await log(projectId);
    expect(entries.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    expect(entries.every(({ answerStatus, error }) => answerStatus === null && error !== null)).toBe(true);
  });

  it("keeps what was sent and how the answer began, also of a long one, and lists those of one webhook", async () => {
    const { projectId, edit } = await project();
    const { id } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    answerText = `no\u0000${"x".repeat(100_000)}`;
    status = 422;
    await edit("one");
    await deliverWebhooks();
    const mine = await listDeliveries(system, { projectId, webhookId: id, take: 50, skip: 0 });
    expect(mine).toHaveLength(1);
    expect(await log(projectId)).toHaveLength(2);
    const delivery = await getDelivery(system, { projectId, deliveryId: mine[0]?.id ?? "" });
    expect(delivery.payload).toEqual(JSON.parse(received[0]?.body ?? ""));
    expect(delivery.answerBody).toBe(`no\uFFFD${"x".repeat(keptAnswerBytes - 3)}`);
    expect(delivery).toMatchObject({ answerStatus: 422, state: "waiting" });
    const other = await project();
    await expect(getDelivery(system, { projectId: other.projectId, deliveryId: delivery.id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("does not tell again what the log of deliveries no longer holds", async () => {
    const { projectId, edit } = await project();
    const { id } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await edit("one");
    await deliverWebhooks();
    expect(received).toHaveLength(1);
    await db().$executeRaw`update webhook set since = since - interval '40 days' where id = ${id}`;
    await db().$executeRaw`update audit_event set at = at - interval '31 days' where project_id = ${projectId}`;
    await db().$executeRaw`update webhook_delivery set created_at = created_at - interval '31 days' where webhook_id = ${id}`;
    expect(await sweepDeliveries()).toBe(1);
    await deliverWebhooks();
    expect(received).toHaveLength(1);
  });

  it("is accepted by its status, whatever becomes of the answer's body", async () => {
    const { projectId, edit } = await project();
    await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    answerText = "x".repeat(200_000);
    await edit("one");
    await deliverWebhooks();
    expect(await log(projectId)).toMatchObject([{ state: "sent", answerStatus: 200, error: null }]);
  });

  it("is not sent a second time while a slow receiver has yet to answer the first", async () => {
    const { projectId, edit } = await project();
    const { id } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    let answer = () => {};
    hold = new Promise((resolve) => (answer = resolve));
    await edit("one");
    const first = deliverWebhooks();
    await vi.waitUntil(() => received.length === 1);
    // Twelve seconds later, by another worker.
    await db().$executeRaw`update webhook_delivery set next_attempt_at = next_attempt_at - interval '12 seconds' where webhook_id = ${id}`;
    expect(await Promise.race([deliverWebhooks(), new Promise((resolve) => setTimeout(() => resolve("sent again"), 2_000))])).toBe(0);
    answer();
    hold = null;
    await first;
    expect(await log(projectId)).toMatchObject([{ state: "sent", attempts: 1 }]);
  });

  it("is told at once though another's receiver does not answer", async () => {
    const { projectId, edit } = await project();
    await createWebhook(system, { projectId, url: `${url}/silent`, events: ["projects:edit"] });
    for (let made = 0; made < 12; made += 1) await edit(`change ${made}`);
    const { id } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await edit("the last");
    let answer = () => {};
    hold = new Promise((resolve) => (answer = resolve));
    heldUnder = "/silent";
    const sent = deliverWebhooks();
    const mine = () => listDeliveries(system, { projectId, webhookId: id, take: 1, skip: 0 });
    await vi.waitUntil(async () => (await mine())[0]?.state === "sent", { timeout: 4_000 }).finally(answer);
    await sent;
    expect((await log(projectId)).map(({ state }) => state)).toEqual(Array.from({ length: 14 }, () => "sent"));
  });

  it("is not sent afterwards what fell due while it was paused, and goes on with what is due later", async () => {
    const { projectId, edit } = await project();
    const { id } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    status = 500;
    await edit("one");
    await edit("two");
    await deliverWebhooks();
    expect(received).toHaveLength(2);
    const [late, soon] = await log(projectId);
    const setNext = async (delivery: string | undefined, seconds: number) =>
      db().$executeRaw`update webhook_delivery set next_attempt_at = now() + make_interval(secs => ${seconds}) where id = ${delivery}`;
    await setNext(late?.id, 3_600);
    await setNext(soon?.id, 60);
    status = 200;
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: false });
    expect(await deliverWebhooks()).toBe(0);
    expect((await log(projectId)).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    await setNext(soon?.id, -1);
    // The log tells at once, and not when it goes on.
    expect(await deliverWebhooks()).toBe(0);
    const given = await getDelivery(system, { projectId, deliveryId: soon?.id ?? "" });
    expect(given).toMatchObject({ state: "failed", attempts: 1, error: expect.stringContaining("paused") });
    await expect(resendDelivery(system, { projectId, deliveryId: given.id })).rejects.toMatchObject({ code: "conflict" });
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: true });
    expect(await deliverWebhooks()).toBe(0);
    await setNext(late?.id, -1);
    expect(await deliverWebhooks()).toBe(1);
    await resendDelivery(system, { projectId, deliveryId: given.id });
    expect(await deliverWebhooks()).toBe(1);
    expect((await log(projectId)).map(({ state }) => state)).toEqual(["sent", "sent"]);
  });

  it("is not flooded when it goes on where no worker ran meanwhile", async () => {
    const { projectId, edit } = await project();
    const { id } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    status = 500;
    await edit("one");
    await deliverWebhooks();
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: false });
    await db().$executeRaw`update webhook_delivery set next_attempt_at = now() where webhook_id = ${id}`;
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: true });
    expect(await deliverWebhooks()).toBe(0);
    expect(received).toHaveLength(1);
    // Switched on twice, what is due is sent all the same.
    await db().$executeRaw`update webhook_delivery set state = 'waiting' where webhook_id = ${id}`;
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: true });
    expect(await deliverWebhooks()).toBe(1);
  });

  it("is changed: what is added is told from then on, what is given up until then, and what waits goes to the new address", async () => {
    const { projectId, edit } = await project();
    const { id, secret } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    status = 500;
    await edit("one");
    await deliverWebhooks();
    const jobId = await db().$transaction((tx) => enqueue(tx, system, "plan-routes", { projectId, subjectId: "plan" }));
    await finishJob({ id: jobId, attempts: 0 }, "failed", "It cannot be drawn.");
    // Told to nobody yet when the webhook stops to listen to it.
    await edit("two");
    const change = { projectId, webhookId: id, url: `${url}/new`, events: ["job.finished" as const, "flags:raise" as const] };
    await editWebhook(system, change);
    await edit("three");
    status = 200;
    received.length = 0;
    await due();
    const own = () => received.filter(({ body }) => JSON.parse(body).projectId === projectId);
    expect(own().map(({ path, body }) => [path, JSON.parse(body).type])).toEqual([
      ["/new", "projects:edit"],
      ["/new", "projects:edit"],
    ]);
    expect((await log(projectId)).map(({ state }) => state)).toEqual(["sent", "sent"]);
    expect(await listWebhooks(system, { projectId })).toMatchObject([{ url: `${url}/new`, events: change.events, enabled: true }]);
    const later = await db().$transaction((tx) => enqueue(tx, system, "plan-routes", { projectId, subjectId: "plan" }));
    await finishJob({ id: later, attempts: 0 }, "done", "");
    await deliverWebhooks();
    expect(own()).toHaveLength(3);
    const [, , { headers, body } = nothing] = own();
    expect(JSON.parse(body)).toMatchObject({ type: "job.finished", detail: { jobId: later } });
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    const other = await project();
    await expect(editWebhook(system, { ...change, projectId: other.projectId })).rejects.toMatchObject({ code: "not_found" });
    await expect(editWebhook(system, { ...change, events: [] })).rejects.toThrow();
  });

  it("misses nothing of what it goes on hearing where its address alone is changed", async () => {
    const { projectId, edit } = await project();
    const { id } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await edit("one");
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: false });
    await editWebhook(system, { projectId, webhookId: id, url: `${url}/new`, events: ["projects:edit"] });
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: true });
    await edit("two");
    await editWebhook(system, { projectId, webhookId: id, url, events: ["projects:edit"] });
    await deliverWebhooks();
    expect(await log(projectId)).toMatchObject([{ state: "sent" }]);
  });

  it("is told each event once where it is changed again and again while workers look", async () => {
    const { projectId, edit } = await project();
    const made = await Promise.all(
      ["a", "b"].map((name) => createWebhook(system, { projectId, url: `${url}/${name}`, events: ["projects:edit"] })),
    );
    for (let round = 0; round < 15; round += 1) {
      await Promise.all(["x", "y", "z"].map((name) => edit(`${round} ${name}`)));
      const changes = made.map(({ id }, i) =>
        editWebhook(system, {
          projectId,
          webhookId: id,
          url: `${url}/${round}`,
          events: round % 2 === i ? ["projects:edit"] : ["projects:edit", "flags:raise"],
        }),
      );
      await Promise.all([queueEvents(), ...changes, queueEvents()]);
    }
    const told = await db().webhookDelivery.groupBy({ by: ["webhookId"], where: { webhook: { projectId } }, _count: true });
    await Promise.all(made.map(({ id }) => removeWebhook(system, { projectId, webhookId: id })));
    expect(told.map(({ _count }) => _count)).toEqual([45, 45]);
  });

  it("rests and is removed with its secret", async () => {
    const { projectId, edit } = await project();
    const { id, secret } = await createWebhook(system, { projectId, url, events: ["projects:edit"] });
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: false });
    await edit("one");
    await deliverWebhooks();
    await setWebhookEnabled(system, { projectId, webhookId: id, enabled: true });
    await deliverWebhooks();
    expect(received).toEqual([]);
    await edit("two");
    await deliverWebhooks();
    expect(received).toHaveLength(1);
    expect(
      JSON.stringify([
        await db().webhook.findMany({ select: { url: true, secretId: true } }),
        await db().auditEvent.findMany({ select: { detail: true } }),
      ]),
    ).not.toContain(secret);
    await removeWebhook(system, { projectId, webhookId: id });
    expect(await listWebhooks(system, { projectId })).toEqual([]);
    expect(await db().secret.count({ where: { projectId } })).toBe(0);
  });
});
