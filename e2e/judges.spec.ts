import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { startJudgeServer } from "../scripts/testing/judge-server";
import type { JudgeServer } from "../scripts/testing/judge-server";
import { freshContext, modelPort, pairs, photograph, signInAsOwner, toFile } from "./fixtures";

// One story, each step standing on the one before: a judge is added, tried, held against known answers, compared with another,
// and stopped by a cap.
test.describe.configure({ mode: "serial" });

const slug = "judged";
const items = 36;
const known = 12;
let owner: Page;
let server: JudgeServer;
let judgePage = "";

const openRoom = async (room: string, heading: string | RegExp): Promise<void> => {
  await owner.goto(`/projects/${slug}/${room}`);
  await expect(owner.getByRole("heading", { level: 1, name: heading })).toBeVisible();
};

/** Opens a round about these tasks. */
const ask = async (about: string): Promise<void> => {
  await owner.getByLabel("Asked about").selectOption({ label: about });
  await owner.getByRole("button", { name: "Ask the judge" }).click();
};

/** Reads the judge's page anew until its newest round has come to this state. */
const untilRound = async (state: string): Promise<void> =>
  expect(async () => {
    await owner.goto(judgePage);
    const newest = owner.getByRole("table", { name: "Rounds of asking" }).getByRole("row").nth(1);
    await expect(newest.getByText(state, { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });

test.beforeAll(async ({ browser }) => {
  // It takes the long-winded response where there is one, else the first that it is shown.
  server = await startJudgeServer({ port: modelPort(), behave: () => "well", favourite: "There are many, many things" });
  ({ page: owner } = await freshContext(browser));
  await signInAsOwner(owner);
});

test.afterAll(async () => {
  await owner.context().close();
  await server.close();
});

const setCap = async (dollars: number): Promise<void> => {
  await openRoom("budget", "Budget");
  await owner.getByLabel("Cap, $").fill(String(dollars));
  await owner.getByRole("button", { name: "Set the budget" }).click();
  await expect(owner.getByRole("table", { name: "Budgets" })).toContainText(`$${dollars.toLocaleString("en")}`);
};

test("a judge is added, and tried on an item before it labels anything", async () => {
  await expect(async () => {
    await owner.getByRole("button", { name: "Create a project" }).first().click();
    await expect(owner.getByRole("dialog")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await owner.getByLabel("Name", { exact: true }).fill("Judged");
  await owner
    .getByRole("dialog")
    .getByRole("button", { name: /create/i })
    .click();
  await expect(owner).toHaveURL(new RegExp(`/projects/${slug}`));
  await openRoom("imports", "Imports");
  const rows = pairs(0, items, true).map((row, index) => {
    const better = row.responses.findIndex(({ text }) => text.startsWith("Start small"));
    return index < known ? { ...row, labels: [...row.labels, { annotator: "key", kind: "gold", choice: better }] } : row;
  });
  await owner.getByLabel(/Choose a file of items/).setInputFiles(toFile("pairs.jsonl", rows));
  await owner.getByRole("button", { name: `Import ${items} rows` }).click();
  await expect(owner.getByText("Items added")).toBeVisible({ timeout: 60_000 });

  await openRoom("judges", "Judges");
  await expect(owner.getByText("No judge yet.", { exact: false })).toBeVisible();
  await photograph(owner, "judges-empty");
  await owner.getByLabel("Name", { exact: true }).fill("long-winded");
  await owner.getByLabel("Server").fill(server.url);
  await owner.getByLabel("Model").fill("stand-in");
  await owner.getByLabel("Key").fill("sk-browser");
  // A question takes 100 tokens and its answer 10: ten cents.
  await owner.getByLabel("Prompt, $ a million tokens").fill("1000");
  await owner.getByLabel("Answer, $ a million tokens").fill("0");
  await owner.getByRole("button", { name: "Add judge" }).click();
  await expect(owner).toHaveURL(/judges\/[^/]+$/);
  judgePage = new URL(owner.url()).pathname;

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
  await owner.goto(judgePage);
  await ask("tasks with a known answer");
  await untilRound("done");
  await expect(owner.getByText(`${known} labels`, { exact: false }).first()).toBeVisible();
  await expect(owner.getByRole("table", { name: "Judge card" }).getByRole("row", { name: /^Accuracy/ })).toContainText(`n = ${known}`);
  await photograph(owner, "judge");

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
  await photograph(owner, "judges");
});

test("a cap stops it before it is passed", async () => {
  const spent = 100_000 * server.billed.size;
  await setCap(spent / 1_000_000 + 3);
  await owner.goto(judgePage);
  const before = server.billed.size;
  await ask("all tasks");
  await untilRound("stopped");
  await expect(owner.getByText("What was answered is kept.", { exact: false })).toBeVisible();
  expect(server.billed.size - before).toBeLessThanOrEqual(10);
  await photograph(owner, "judge-stopped");
  await openRoom("budget", "Budget");
  await photograph(owner, "budget");
});
