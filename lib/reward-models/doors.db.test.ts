import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { can, roles } from "@/lib/auth/permissions";
import type { Action, Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { askAgain } from "@/lib/reward-models/ask-again";
import { compareVersions } from "@/lib/reward-models/compare-versions";
import { explainItem } from "@/lib/reward-models/explain-scores";
import { followTraining } from "@/lib/reward-models/follow-training";
import { freezeTestSet } from "@/lib/reward-models/freeze-test-set";
import { openBundle } from "@/lib/reward-models/open-bundle";
import { rollBackPromotion } from "@/lib/reward-models/roll-back-promotion";
import { bestOfN, rerank, scorePrompts } from "@/lib/reward-models/serve-scores";
import { testDatabase } from "@/scripts/testing/database";
import { plantProject } from "@/scripts/testing/planted-preferences";
import type { Planted } from "@/scripts/testing/planted-preferences";

testDatabase();

// Doors that answer a permitted caller with a reason of their own here, where nothing is trained: refused, conflict, not found.
const doors: { name: string; action: Action; run: (actor: Actor, projectId: string) => Promise<unknown> }[] = [
  {
    name: "scorePrompts",
    action: "reward-models:see",
    run: (actor, projectId) => scorePrompts(actor, { projectId, prompts: [{ prompt: "x", responses: ["y"] }] }),
  },
  {
    name: "rerank",
    action: "reward-models:see",
    run: (actor, projectId) => rerank(actor, { projectId, prompt: "x", responses: ["y"], cautious: 0 }),
  },
  {
    name: "bestOfN",
    action: "reward-models:see",
    run: (actor, projectId) => bestOfN(actor, { projectId, prompt: "x", responses: ["y"], cautious: 0 }),
  },
  { name: "compareVersions", action: "reward-models:see", run: (actor, projectId) => compareVersions(actor, { projectId, a: 1, b: 2 }) },
  {
    name: "explainItem",
    action: "reward-models:see",
    run: (actor, projectId) => explainItem(actor, { projectId, number: 1, itemId: "none" }),
  },
  { name: "openBundle", action: "reward-models:see", run: (actor, projectId) => openBundle(actor, { projectId, versionId: "none" }) },
  {
    name: "followTraining",
    action: "reward-models:see",
    run: (actor, projectId) => followTraining(actor, { projectId, versionId: "none" }, new AbortController().signal),
  },
  { name: "freezeTestSet", action: "reward-models:train", run: (actor, projectId) => freezeTestSet(actor, { projectId }) },
  { name: "rollBackPromotion", action: "reward-models:promote", run: (actor, projectId) => rollBackPromotion(actor, { projectId }) },
  { name: "askAgain", action: "tasks:open", run: (actor, projectId) => askAgain(actor, { projectId, taskId: "none" }) },
];

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "ok",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );

let own: Planted;
let foreign: Planted;
const people = new Map<Role, Actor>();

beforeAll(async () => {
  own = await plantProject("own", 4);
  foreign = await plantProject("foreign", 4);
  for (const role of roles) {
    const userId = newId("user");
    await db().user.create({ data: { id: userId, email: `${role}@example.org`, name: role } });
    await db().member.create({ data: { id: newId("member"), workspaceId: own.actor.workspaceId, userId, role } });
    people.set(role, { kind: "person", userId, workspaceId: own.actor.workspaceId });
  }
});

describe.each(doors)("$name", ({ action, run }) => {
  it.each(roles)("is closed to a %s whom the table does not name, and to everybody in another workspace", async (role) => {
    const actor = people.get(role);
    if (!actor) throw new RangeError(`nobody is ${role}`);
    const code = await codeOf(run(actor, own.projectId));
    if (can(role, action)) expect(["refused", "conflict", "not_found"]).toContain(code);
    else expect(code).toBe("forbidden");
    expect(await codeOf(run(actor, foreign.projectId))).toBe("not_found");
  });
});

describe("askAgain", () => {
  it("opens the task to one more person at the head of the queue, and again to one more", async () => {
    const { actor, projectId } = own;
    const task = await db().task.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    const slots = () => db().slot.findMany({ where: { taskId: task.id }, select: { priority: true } });
    expect(await askAgain(actor, { projectId, taskId: task.id })).toEqual({ slots: 1 });
    expect(await askAgain(actor, { projectId, taskId: task.id })).toEqual({ slots: 1 });
    expect((await slots()).map(({ priority }) => priority)).toEqual([10, 10]);
    await expect(askAgain(foreign.actor, { projectId: foreign.projectId, taskId: task.id })).rejects.toMatchObject({ code: "not_found" });
  });
});
