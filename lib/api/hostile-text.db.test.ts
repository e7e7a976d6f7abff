import { beforeAll, expect, it, vi } from "vitest";
import { operations } from "@/lib/api/catalogue";
import { buildWorld, call } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { examples } from "@/lib/api/testing/examples";
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
