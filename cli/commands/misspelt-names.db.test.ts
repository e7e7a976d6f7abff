import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { command as apiKey } from "@/cli/commands/api-key";
import { command as bench } from "@/cli/commands/bench";
import { command as budget } from "@/cli/commands/budget";
import { command as diff } from "@/cli/commands/diff";
import { command as encoder } from "@/cli/commands/encoder";
import { command as importFile } from "@/cli/commands/import";
import { command as judge } from "@/cli/commands/judge";
import { command as pay } from "@/cli/commands/pay";
import { command as ppm } from "@/cli/commands/ppm";
import { command as push } from "@/cli/commands/push";
import { command as route } from "@/cli/commands/route";
import { command as user } from "@/cli/commands/user";
import { failureOf } from "@/cli/failure";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { contextOf } from "@/scripts/testing/command-context";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const folder = mkdtempSync(path.join(os.tmpdir(), "plumbline-names-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const context = contextOf(() => systemActor("command line"));
const project = "names";
const refusalOf = (ran: Promise<unknown>, name: string) =>
  ran.then(
    () => null,
    (error: unknown) => failureOf(error, name),
  );
const setBudget = (arm: string) => budget.run(context, { options: { project, arm, capMicros: "5", limit: "100" }, args: ["set"] });
const addReplay = (name: string, annotator: string) =>
  judge.run(context, { options: { project, provider: "replay", annotator }, args: ["add", name] });

beforeAll(async () => {
  const file = path.join(folder, "items.jsonl");
  const labels = [{ annotator: "gpt-small", kind: "lm", pair: [0, 1], choice: 0 }];
  writeFileSync(file, JSON.stringify({ id: "one", prompt: "p", responses: [{ text: "a" }, { text: "b" }], labels }));
  await importFile.run(context, { options: { project, create: true, format: "auto", onError: "stop" }, args: [file] });
});

it("a judge that gives labels again is told whose there are, and is not added", async () => {
  expect(await refusalOf(addReplay("again", "gpt-smal"), "judge")).toEqual({
    status: 1,
    message: "No language model “gpt-smal” has labelled anything here. Those that have: gpt-small.",
  });
  // The judge's own name is no answer either.
  expect(await refusalOf(addReplay("again", "again"), "judge")).toMatchObject({ status: 1 });
  expect(await db().judge.count()).toBe(0);
  expect(await addReplay("again", "gpt-small")).toMatchObject({ judge: "again", version: 1 });
});

it.each([
  [route, ["draw"], { plan: "3", budgetShare: "0.2" }, /--plan: is for `route show`, .*`route drop`, not for `route draw`/],
  [route, [], { plan: "3", budgetShare: "0.2" }, /--plan: is for .*, not for `route draw`/],
  [route, ["list"], { plan: "3" }, /--plan: is for .*, not for `route list`/],
  [route, [], { items: "30", budgetShare: "0.2" }, /--items: is for `route seed`/],
  [route, ["re-plan"], { plan: "3", budgetShare: "0.2" }, /--budget-share: is for `route draw`/],
  [route, ["seed"], { budgetMicros: "5" }, /--budget-micros: is for `route draw`/],
  [route, ["re-plan"], { plan: "3", strategy: "random" }, /--strategy: is for `route draw`/],
  [route, ["re-plan"], { plan: "3", strategy: "best" }, /--strategy: is for `route draw`/],
  [route, ["show"], { plan: "3", commit: true }, /--commit: is for `route draw`, `route seed`/],
  [route, ["measure"], { plan: "3", out: "rows.jsonl" }, /--out: is for .*, not for `route measure`/],
  [route, [], { budgetShare: "0.2", mixItems: "70" }, /--mix-items: is of the mixes of --candidates/],
  [route, [], { budgetShare: "0.2", withinHours: "70" }, /--within-hours: leaves out arms of --arms/],
  [budget, ["show"], { capMicros: "5", limit: "100" }, /--cap-micros: is for `budget set`, not for `budget show`/],
  [budget, ["ledger"], { arm: "human", limit: "100" }, /--arm: is for `budget set`/],
  [pay, ["paid"], { annotator: "Ada", key: "k", itemMicros: "5" }, /--item-micros: is for `pay rate`, not for `pay paid`/],
  [pay, ["minimum"], { hourMicros: "5", none: true }, /say one of --hour-micros and --none/],
  [judge, ["ask", "again"], { priceMicros: "5" }, /--price-micros: is for `judge add`, not for `judge ask`/],
  [judge, ["add", "paid"], { annotator: "gpt-small", priceMicros: "5" }, /--annotator: is for --provider replay, not for openai/],
  [
    judge,
    ["add", "paid"],
    { provider: "replay", annotator: "gpt-small", promptPriceMicros: "5" },
    /--prompt-price-micros: is for --provider openai/,
  ],
  [user, ["password", "ada@example.org"], { role: "owner", days: "7" }, /--role: is for `user invite`/],
  [apiKey, ["revoke", "key_1"], { name: "script", scopes: "read", days: "90" }, /--name: is for `api-key create`/],
  [encoder, ["remove", "minilm"], { revision: "main" }, /--revision: is for `encoder add`/],
  [bench, ["list"], { only: "zh" }, /--only: is a part of one benchmark/],
  [push, [], { version: "1", to: "s3://bucket/x", public: true }, /--public: is for a hub/],
  [ppm, [], { candidates: "mixes.csv", target: "score", predicted: "theirs", folds: "5" }, /--folds: is of the cross-validation/],
])("an option that has no effect is wrong usage: %o %j %j", async (command, args, given, message) => {
  const named = [route, budget, pay, judge, push].includes(command) ? { project } : {};
  const refused = await refusalOf(command.run(context, { options: { ...named, ...given }, args }), command.name);
  expect(refused).toEqual({ status: 2, message: expect.stringMatching(message) });
});

it("a number beyond all that are stored is wrong usage, and no fault of the database", async () => {
  const far = "99999999999";
  const refused = await Promise.all([
    refusalOf(route.run(context, { options: { project, plan: far }, args: ["show"] }), "route"),
    refusalOf(diff.run(context, { options: { project, from: far, to: "1" }, args: [] }), "diff"),
    refusalOf(push.run(context, { options: { project, version: far, to: "s3://bucket/x" }, args: [] }), "push"),
    refusalOf(judge.run(context, { options: { project, provider: "reward-model", version: far }, args: ["add", "far"] }), "judge"),
    refusalOf(judge.run(context, { options: { project, tasks: `plan:${far}` }, args: ["ask", "again"] }), "judge"),
  ]);
  expect(refused.map((refusal) => refusal?.status)).toEqual([2, 2, 2, 2, 2]);
});

it("an invitation for an empty address, as a variable that was never set leaves it, is none for anybody", async () => {
  const options = { role: "owner", email: "", days: "7" };
  expect(await refusalOf(user.run(context, { options, args: ["invite"] }), "user")).toMatchObject({
    status: 2,
    message: expect.stringContaining("--email: must not be empty"),
  });
  expect(await db().invitation.count()).toBe(0);
});

it("a cap of an empty word, as a variable that was never set leaves it, is no cap of nothing", async () => {
  for (const capMicros of ["", " "])
    expect(await refusalOf(budget.run(context, { options: { project, capMicros, limit: "100" }, args: ["set"] }), "budget")).toMatchObject({
      status: 2,
      message: expect.stringContaining("--cap-micros: must not be empty"),
    });
  expect(await db().budget.count()).toBe(0);
});

it("a cap on what nothing is spent on is told on what there is, and is not set", async () => {
  expect(await refusalOf(setBudget("lm:agian"), "budget")).toEqual({
    status: 1,
    message: "Nothing is spent on “lm:agian” in this project. There is human, lm:again.",
  });
  expect(await db().budget.count()).toBe(0);
  expect(await setBudget("lm:again")).toMatchObject({ budgets: [{ arm: "lm:again", cap_micros: 5 }] });
  expect(await setBudget("human")).toMatchObject({ budgets: expect.arrayContaining([expect.objectContaining({ arm: "human" })]) });
});
