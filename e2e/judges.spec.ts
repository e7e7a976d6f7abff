import { expect, test } from "@playwright/test";
import type { Behaviour } from "../scripts/testing/judge-server";
import { pairs, expectToLookWell } from "./fixtures";
import { judgedProject } from "./judged-project";
import type { JudgedProject } from "./judged-project";
import { importFile } from "./projects";

// One story, each step standing on the one before: a judge is added, tried, held against known answers, compared with another,
// stopped by a cap and by a person.
test.describe.configure({ mode: "serial" });

const items = 36;
const known = 12;
let project: JudgedProject;
let judgePage = "";
let manner: Behaviour = "well";

/** Reads the judge's page anew until its newest round has come to this state. */
const untilRound = async (state: string): Promise<void> =>
  project.untilShown(judgePage, async () => {
    const newest = project.owner.getByRole("table", { name: "Rounds of asking" }).getByRole("row").nth(1);
    await expect(newest.getByText(state, { exact: true })).toBeVisible({ timeout: 1_000 });
  });

/** Read anew too: a page that was read as the round ended may have counted the labels a moment before. */
const labelled = async (count: number): Promise<void> =>
  project.untilShown(judgePage, () => expect(project.owner.getByText(`${count} labels`).first()).toBeVisible({ timeout: 1_000 }));

test.beforeAll(async ({ browser }) => {
  project = await judgedProject(browser, "Judged", () => manner);
});

test.afterAll(() => project.close());

const setCap = async (dollars: number): Promise<void> => {
  const { owner, openRoom } = project;
  await openRoom("budget", "Budget");
  await owner.getByLabel("Cap, $").fill(String(dollars));
  await owner.getByRole("button", { name: "Set the budget" }).click();
  await expect(owner.getByRole("table", { name: "Budgets" })).toContainText(`$${dollars.toLocaleString("en")}`);
};

test("a judge is added, and tried on an item before it labels anything", async () => {
  const { owner, server, openRoom } = project;
  const rows = pairs(0, items, true).map((row, index) => {
    const better = row.responses.findIndex(({ text }) => text.startsWith("Start small"));
    return index < known ? { ...row, labels: [...row.labels, { annotator: "key", kind: "gold", choice: better }] } : row;
  });
  await importFile(owner, project.slug, "pairs.jsonl", rows);

  await openRoom("judges", "Judges");
  await expect(owner.getByRole("heading", { name: "No judge yet" })).toBeVisible();
  await expectToLookWell(owner, "judges-empty");
  judgePage = await project.addJudge("long-winded", async () => {
    // A question takes 100 tokens and its answer 10: ten cents.
    await owner.getByLabel("Prompt, $ a million tokens").fill("1000");
    await owner.getByLabel("Answer, $ a million tokens").fill("0");
  });

  await owner.getByLabel(/^Item/).fill("pair-3");
  await owner.getByRole("button", { name: "Show the prompt" }).click();
  await expect(owner.getByRole("region", { name: "Prompt, shown 1, 2" })).toContainText("question 3?");
  const once = owner.getByRole("button", { name: /^Ask once/ });
  await once.click();
  await expect(owner.getByRole("alert").filter({ hasText: "No budget covers money" })).toBeVisible();
  await setCap(100);
  await owner.goto(judgePage);
  await owner.getByLabel(/^Item/).fill("pair-3");
  await once.click();
  await expect(owner.getByText(/^Answered: /)).toBeVisible();
  expect(server.keys).toEqual(new Set(["Bearer sk-browser"]));
  await expect(owner.getByText("0 labels", { exact: false })).toBeVisible();
});

test("held against known answers it has a card, and stands beside another judge", async () => {
  const { owner, openRoom, ask } = project;
  await owner.goto(judgePage);
  await ask("tasks with a known answer");
  await untilRound("done");
  await labelled(known);
  await expect(owner.getByRole("table", { name: "Judge card" }).getByRole("row", { name: /^Accuracy/ })).toContainText(`n = ${known}`);
  await expectToLookWell(owner, "judge");

  await openRoom("judges", "Judges");
  await owner.getByLabel("Name", { exact: true }).fill("again");
  await owner.getByLabel("Answers by").selectOption({ label: "Replay of imported labels" });
  await owner.getByLabel("Labels of").selectOption("length-judge");
  await owner.getByRole("button", { name: "Add judge" }).click();
  await expect(owner).toHaveURL(/judges\/[^/]+$/);
  await ask("tasks with a known answer");
  await expect(async () => {
    await openRoom("judges", "Judges");
    await expect(owner.getByRole("row", { name: /^again known answers/ })).toContainText("done", { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const table = owner.getByRole("table", { name: "Judges", exact: true });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expectToLookWell(owner, "judges");
});

test("a cap stops it before it is passed", async () => {
  const { owner, server, openRoom, ask } = project;
  const spent = 100_000 * server.billed.size;
  await setCap(spent / 1_000_000 + 3);
  await owner.goto(judgePage);
  const before = server.billed.size;
  await ask("all tasks");
  await untilRound("stopped");
  await expect(owner.getByText("What was answered is kept.", { exact: false })).toBeVisible();
  expect(server.billed.size - before).toBeLessThanOrEqual(10);
  await expectToLookWell(owner, "judge-stopped");
  await openRoom("budget", "Budget");
  await expectToLookWell(owner, "budget");
});

test("a person stops it while it asks; what was answered stays, and the next round asks the rest", async () => {
  const { owner, server, ask } = project;
  await setCap(1_000);
  manner = "slow";
  server.gate.limit = server.billed.size;
  await owner.goto(judgePage);
  await ask("all tasks");
  await owner.getByRole("button", { name: "Cancel" }).click();
  await expect(owner.getByText(/stopping/i).first()).toBeVisible();
  server.gate.limit = Number.POSITIVE_INFINITY;
  await untilRound("cancelled");
  manner = "well";
  await ask("all tasks");
  await untilRound("done");
  await labelled(items);
});
