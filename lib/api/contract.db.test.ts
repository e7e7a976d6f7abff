import { beforeAll, describe, expect, it, vi } from "vitest";
import { operations } from "@/lib/api/catalogue";
import type { Operation } from "@/lib/api/operation";
import { call, buildWorld, keyHeaders } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { examples } from "@/lib/api/testing/examples";
import { can, keyActions, roles } from "@/lib/auth/permissions";
import type { Action } from "@/lib/auth/permissions";
import { testDatabase } from "@/scripts/testing/database";

vi.mock("@/lib/auth/options", () => ({
  authOptions: () => ({ secret: "a secret of more than thirty-two letters", useSecureCookies: false }),
}));
vi.stubEnv("PLUMBLINE_API_RATE", "1000000");
vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", "hooks.example.org");

testDatabase();

let world: World;
const made = new Map<string, Record<string, string>>();
/** A key of the owner with these scopes, made once however many operations ask with such a one. */
const keyOf = async (scopes: readonly Action[], projectId: string | null = null): Promise<Record<string, string>> => {
  const name = `${projectId} ${[...scopes].sort().join()}`;
  const headers = made.get(name) ?? (await keyHeaders(world.actors.owner, scopes, projectId));
  made.set(name, headers);
  return headers;
};
beforeAll(async () => {
  world = await buildWorld();
});

const inProject = ({ path }: Operation): boolean => path.startsWith("/projects/{projectId}");
const forKeys = ({ scope }: Operation): boolean => keyActions.includes(scope);
const closed = async (response: Response): Promise<number> => {
  await response.body?.cancel();
  return response.status;
};
/** Annotators may do this in campaigns where they are experts: the use case says so. */
const forExperts = new Set(["decideTask", "withdrawDecision"]);
/** Passed the door: whatever it made of parameters that name nothing. */
const passed = async (response: Response): Promise<boolean> => ![401, 403, 405, 500].includes(await closed(response));

// A case that an operation has no use for (no project in its address, no body, no scope for keys) is no test of it, and is not
// reported as one that was skipped.
describe.each(operations.map((operation) => ({ name: operation.id, operation })))("$name", ({ operation }) => {
  const there = () => ({ params: { projectId: world.own.projectId, campaignId: world.own.campaignId } });

  it("is closed to whoever brings neither session nor key", async () => {
    expect(await closed(await call(operation, {}, there()))).toBe(401);
    expect(await closed(await call(operation, { authorization: `Bearer plk_${"A".repeat(43)}` }, there()))).toBe(401);
  });

  it.each(roles)("is open to a %s as far as the permission table says", async (role) => {
    const response = await call(operation, world.cookies[role], there());
    if (can(role, operation.scope)) expect(response.status, await response.clone().text()).not.toBe(500);
    if (can(role, operation.scope)) expect((await passed(response)) || (role === "annotator" && forExperts.has(operation.id))).toBe(true);
    else expect(await closed(response)).toBe(403);
  });

  if (operation.scope !== "projects:see")
    it("wants its scope of a key, and no other", async () => {
      const without = await keyOf(keyActions.filter((action) => action !== operation.scope));
      expect(await closed(await call(operation, without, there()))).toBe(403);
      if (!forKeys(operation) || forExperts.has(operation.id)) return;
      const withIt = await keyOf([operation.scope, ...(operation.besides ?? [])]);
      const status = await closed(await call(operation, withIt, there()));
      expect([401, 403, 405, 500]).not.toContain(status);
    });

  if (inProject(operation))
    it("does not exist in a project of another workspace, nor for a key of another project", async () => {
      const far = { params: { projectId: world.foreign.projectId } };
      expect(await closed(await call(operation, world.cookies.owner, far))).toBe(404);
      if (!forKeys(operation)) return;
      const bound = await keyOf([operation.scope, ...(operation.besides ?? [])], world.siblingId);
      expect(await closed(await call(operation, bound, there()))).toBe(404);
    });

  if (operation.method !== "GET")
    it("is not done for another site's page", async () => {
      const headers = { ...world.cookies.owner, origin: "http://evil.example", "sec-fetch-site": "cross-site" };
      expect(await closed(await call(operation, headers, there()))).toBe(403);
    });

  it("refuses fields that it does not have", async () => {
    const headers = world.cookies.owner;
    expect(await closed(await call(operation, headers, { ...there(), query: { "user.passwordHash": "x" } }))).toBe(400);
    if (operation.intake.kind !== "json") return;
    expect(await closed(await call(operation, headers, { ...there(), body: { role: "owner", isGold: true } }))).toBe(400);
  });

  it("answers as it declares", async () => {
    const example = examples[operation.id];
    expect(example, `${operation.id} has no example in lib/api/testing/examples`).toBeDefined();
    if (!example) return;
    const { as = "owner", status, ...sent } = await example(world);
    const response = await call(operation, world.cookies[as], { ...sent, params: { projectId: world.own.projectId, ...sent.params } });
    const text = operation.answer.kind === "events" ? "" : await response.text();
    if (operation.answer.kind === "events") await response.body?.cancel();
    expect(response.status, text).toBe(status);
    expect(response.headers.get("ratelimit-limit")).toBe("1000000");
    if (operation.answer.kind === "json" && status < 300) {
      expect(operation.answer.schema.safeParse(JSON.parse(text)).error).toBeUndefined();
    }
  });

  if (forKeys(operation))
    it("answers a key that has its scope alike", async () => {
      const example = examples[operation.id];
      if (!example) return;
      const { as = "owner", status, scopes = [], ...sent } = await example(world);
      if (as !== "owner") return;
      const headers = await keyOf([operation.scope, ...(operation.besides ?? []), ...scopes]);
      const response = await call(operation, headers, { ...sent, params: { projectId: world.own.projectId, ...sent.params } });
      expect(response.status, operation.answer.kind === "events" ? "" : await response.text()).toBe(status);
    });

  const others = [...operation.path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) =>
    name === undefined || name === "projectId" ? [] : [name],
  );
  if (inProject(operation) && others.length > 0)
    it("does not find what lies in another project", async () => {
      const example = examples[operation.id];
      if (!example) return;
      const { as = "owner", status, ...sent } = await example(world);
      if (status >= 300) return;
      const elsewhere: Record<string, string> = {
        campaignId: world.foreign.campaignId,
        itemId: world.foreign.itemIds[0] ?? "",
        taskId: world.foreign.taskIds[0] ?? "",
      };
      for (const name of others) {
        if (name === "artifact" || name === "path") continue;
        const foreignId = name === "number" ? "999999" : (elsewhere[name] ?? "nothing");
        const params = { projectId: world.own.projectId, ...sent.params, [name]: foreignId };
        const response = await call(operation, world.cookies[as], { ...sent, params });
        expect(response.status, `${name}: ${await response.text()}`).toBe(404);
      }
    });
});
