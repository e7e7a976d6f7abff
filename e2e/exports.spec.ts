import { readFile, stat } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import type { Download, Page } from "@playwright/test";
import { freshContext, pairs, expectToLookWell, signInAsOwner } from "./fixtures";
import { importRows } from "./command-line";

// One story: a recipe says what would come out, a version is built of answers that nobody has aggregated yet, a file is taken
// home, and a stricter version is laid beside the first.
test.describe.configure({ mode: "serial" });

const slug = "versions-of-pairs";
let owner: Page;

/** Makes a version of the recipe as it stands, and waits for its files. */
const build = async (rows: number, number: number): Promise<void> => {
  await owner.getByRole("button", { name: `Build ${rows} rows` }).click();
  await expect(owner).toHaveURL(new RegExp(`exports/${number}$`), { timeout: 60_000 });
  await expect(owner.getByRole("link", { name: "Download all as .zip" })).toBeVisible({ timeout: 90_000 });
};

const recipe = async (): Promise<void> => {
  await owner.goto(`/projects/${slug}/exports/new`);
  await expect(owner.getByRole("heading", { level: 1, name: "New version" })).toBeVisible();
  await expect(async () => {
    await owner.getByRole("radio", { name: /^JSON lines/ }).check();
    await expect(owner.getByLabel("Packing")).toBeVisible({ timeout: 2_000 });
  }).toPass();
};

const linesOf = async (download: Download): Promise<string[]> =>
  (await readFile(await download.path(), "utf8")).split("\n").filter((line) => line !== "");

test.beforeAll(async ({ browser }) => {
  ({ page: owner } = await freshContext(browser));
  await signInAsOwner(owner);
  await importRows(slug, "pairwise", pairs(0, 24, true));
});

test.afterAll(() => owner.context().close());

test("a version is built of answers that nobody has aggregated, and its file is taken home", async () => {
  await recipe();
  await expect(owner.getByText("made by the build, from all answers")).toBeVisible();
  await owner.getByLabel("Test, % of prompts").fill("25");
  await expect(owner.getByText("split test", { exact: true })).toBeVisible();
  await expectToLookWell(owner, "exports-recipe");
  await build(24, 1);
  const taken: string[] = [];
  for (const file of ["train.jsonl", "test.jsonl"]) {
    const link = owner.getByRole("link", { name: file, exact: true });
    const [download] = await Promise.all([owner.waitForEvent("download"), link.click()]);
    taken.push(...(await linesOf(download)));
    // Readers of files in parts ask for the size first: the framework keeps it back unless it is made to tell.
    const asked = await owner.request.head((await link.getAttribute("href")) ?? "");
    expect(Number(asked.headers()["content-length"])).toBe((await stat(await download.path())).size);
  }
  expect(taken.map((line) => Object.keys(JSON.parse(line)).join(" "))).toEqual(Array(24).fill("prompt chosen rejected"));
  await expectToLookWell(owner, "exports-version");
});

test("a stricter version is counted before it is built, and laid beside the first", async () => {
  await recipe();
  await owner.getByLabel("Least share of votes, %").fill("100");
  await expect(owner.getByText("too few votes for the consensus")).toBeVisible();
  await build(14, 2);
  await owner.getByRole("link", { name: "Compare with v1" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Version 2 beside version 1" })).toBeVisible();
  await expect(owner.getByRole("table", { name: "Left out" }).getByRole("row", { name: /too few votes/ })).toContainText("10");
  await expectToLookWell(owner, "exports-compare");
});
