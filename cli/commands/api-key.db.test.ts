import { expect, it } from "vitest";
import { UsageError } from "@/cli/command";
import { command } from "@/cli/commands/api-key";
import { ensureOwner } from "@/lib/auth/bootstrap-owner";
import { ensureWorkspace, systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextOf } from "@/scripts/testing/command-context";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const run = (options: Record<string, string>, ...args: string[]) =>
  command.run(
    contextOf(() => systemActor("command line")),
    { options: { scopes: "read", days: "90", ...options }, args },
  );

it("gives a researcher's key what a researcher may look at, and an owner's all of it", async () => {
  await ensureOwner();
  const { workspaceId } = await ensureWorkspace();
  const userId = newId("user");
  await db().user.create({ data: { id: userId, email: "ada@example.org", name: "Ada" } });
  await db().member.create({ data: { id: newId("member"), workspaceId, userId, role: "researcher" } });
  const mine = (await run({ name: "notebook", for: "ada@example.org" }, "create")).scopes;
  expect(mine).toEqual(expect.arrayContaining(["items:see", "exports:see"]));
  expect(mine).not.toContain("audit:see");
  expect((await run({ name: "backup" }, "create")).scopes).toContain("audit:see");
  await expect(run({ name: "x", for: "ada@example.org", scopes: "read,audit:see" }, "create")).rejects.toMatchObject({ code: "refused" });
});

it("revokes one key at a time, and says so", async () => {
  await expect(run({}, "revoke", "key_one", "key_two")).rejects.toThrow(UsageError);
  await expect(run({}, "list", "key_one")).rejects.toThrow(UsageError);
});
