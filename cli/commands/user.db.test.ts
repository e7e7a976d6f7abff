import { expect, it } from "vitest";
import { UsageError } from "@/cli/command";
import { command } from "@/cli/commands/user";
import { failureOf } from "@/cli/failure";
import { ensureOwner } from "@/lib/auth/bootstrap-owner";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { db } from "@/lib/db";
import { contextOf } from "@/scripts/testing/command-context";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const run = (...args: string[]) =>
  command.run(
    contextOf(() => systemActor("command line")),
    { options: { role: "annotator", days: "7" }, args },
  );
const failed = (...args: string[]) =>
  run(...args).then(
    () => null,
    (error: unknown) => failureOf(error, "user"),
  );

it("gives the first owner, too, a new password, by the address in any spelling", async () => {
  const owner = await ensureOwner();
  if (!owner.created) throw new Error("no owner");
  const { email, password } = await run("password", owner.email.toUpperCase());
  expect(email).toBe(owner.email);
  const enter = (word: string) => signInWithPassword({ email: owner.email, password: word }, { address: "192.0.2.1" });
  await expect(enter(owner.password)).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await enter(String(password))).userId).toMatch(/^usr_/);
  expect(await db().auditEvent.findMany({ where: { action: "members:password" }, select: { actorKind: true, actorId: true } })).toEqual([
    { actorKind: "system", actorId: "command line" },
  ]);
});

it("says which address nobody has, and takes no word for what it is not", async () => {
  expect(await failed("password", "nobody@example.org")).toEqual({
    status: 1,
    message: "No member has the address nobody@example.org. `plumbline user list` shows those that there are.",
  });
  expect(await failed("password")).toMatchObject({ status: 2, message: expect.stringContaining("needs the e-mail address of a member") });
  expect(await failed("password", "nobody")).toMatchObject({ status: 2, message: expect.stringContaining("Write an e-mail address") });
  expect(await failed("forget")).toMatchObject({ status: 2, message: expect.stringContaining("must be invite, list or password") });
  // It would have made a link that anybody can take.
  await expect(run("invite", "ada@example.org")).rejects.toThrow(UsageError);
  expect(await db().invitation.count()).toBe(0);
});
