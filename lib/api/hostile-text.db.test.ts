import { beforeAll, expect, it, vi } from "vitest";
import { operations } from "@/lib/api/catalogue";
import { buildWorld, call } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { examples } from "@/lib/api/testing/examples";
import { db } from "@/lib/db";
import { testDatabase } from "@/scripts/testing/database";

vi.mock("@/lib/auth/options", () => ({
  authOptions: () => ({ secret: "a secret of more than thirty-two letters", useSecureCookies: false }),
}));
vi.stubEnv("PLUMBLINE_API_RATE", "1000000");
vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", "hooks.example.org");

testDatabase();
let world: World;
beforeAll(async () => {
  world = await buildWorld();
});

/** What no text of the database can hold, and numbers beyond any of its columns: each door has to refuse or take them, none may fail. */
const texts = ["\u0000", "\ud800", "a\u0000b"];
const numbers = [2 ** 31, 2 ** 53, 1e308, -1];
/** The value with one leaf after the other replaced. */
const variants = (value: unknown): unknown[] => {
  if (typeof value === "string") return texts.map((text) => value + text);
  if (typeof value === "number") return numbers;
  if (Array.isArray(value)) return value.slice(0, 2).flatMap((one, at) => variants(one).map((other) => value.with(at, other)));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => variants(one).map((other) => ({ ...value, [key]: other })));
};
it.each(operations.map((operation) => ({ name: operation.id, operation })))("$name is not brought down", async ({ operation }) => {
  const sent = await examples[operation.id]?.(world);
  if (!sent) return;
  const params = { projectId: world.own.projectId, ...sent.params };
  const cookies = world.cookies[sent.as ?? "owner"];
  const bad: string[] = [];
  const ask = async (other: object): Promise<void> => {
    const response = await call(operation, cookies, { ...sent, params, ...other });
    if (response.status >= 500) bad.push(`${response.status} ${JSON.stringify(other).slice(0, 300)}`);
    else await response.body?.cancel();
  };
  for (const body of variants(sent.body)) await ask({ body });
  for (const query of variants(sent.query)) await ask({ query });
  for (const name of Object.keys(params))
    for (const text of ["\u0000", "99999999999999999999"]) await ask({ params: { ...params, [name]: text } });
  expect(bad).toEqual([]);
});

const moments = ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"];
it.each([
  ...moments.map((from) => ({ id: "setPayRate", sent: { body: { basis: "item", amountMicros: 1, from } } })),
  { id: "readStatement", sent: { query: { month: "0000-01" } } },
  { id: "listAuditEntries", sent: { query: { from: "0000-01-01" } } },
  { id: "addConnection", sent: { body: { name: "S3", settings: { kind: "s3", endpoint: "nowhere", bucket: "abc", accessKeyId: null } } } },
  { id: "previewImport", sent: { body: { reading: { container: "jsonl", format: "columns" } } } },
])("$id says what is wrong with $sent", async ({ id, sent: { body, query } }: { id: string; sent: { body?: object; query?: object } }) => {
  const operation = operations.find((one) => one.id === id);
  const usual = await examples[id]?.(world);
  if (!operation || !usual) throw new Error(`there is no ${id}`);
  const params = { projectId: world.own.projectId, ...usual.params };
  const whole = { params, body: body && { ...Object(usual.body), ...body }, query: { ...usual.query, ...query } };
  const response = await call(operation, world.cookies[usual.as ?? "owner"], whole);
  expect(`${response.status} ${await response.text()}`).toMatch(/^4(00|22)/);
});

it("keeps a moment with an offset that the database has none of as the moment in UTC", async () => {
  const operation = operations.find((one) => one.id === "setPayRate");
  if (!operation) throw new Error("there are no rates");
  const body = { basis: "item", amountMicros: 7, from: "2026-01-02T00:00:00+23:00" };
  const response = await call(operation, world.cookies.owner, { params: { projectId: world.own.projectId }, body });
  expect(response.status).toBeLessThan(300);
  const rate = await db().payRate.findFirstOrThrow({
    where: { projectId: world.own.projectId, amountMicros: 7n },
    select: { fromAt: true },
  });
  expect(rate.fromAt.toISOString()).toBe("2026-01-01T01:00:00.000Z");
});
