import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { freshContext, expectToLookWell, signInAsOwner } from "./fixtures";
import { createProject } from "./projects";

// One story: a table whose columns say nothing is read by hand, the reading is kept, the rows come in without the bad one, the
// import is undone whole, the next file like it is known again, and a long import can be watched, left and stopped.
test.describe.configure({ mode: "serial" });

const slug = "columns-without-a-name";
const rows = Array.from(
  { length: 24 },
  (_, i) => `Question ${i}?,"Short answer ${i}.","A longer answer, number ${i}.",${i % 2},${i % 3 ? "en" : "zh"}`,
);
const table = (name: string, lines: string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(["c1,c2,c3,c4,language", ...lines].join("\n")),
});
let owner: Page;

const upload = async (file: ReturnType<typeof table>): Promise<void> => {
  await owner.goto(`/projects/${slug}/imports`);
  await expect(owner.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
  await owner.getByLabel(/Choose a file of items/).setInputFiles(file);
  await expect(owner.getByRole("heading", { name: "What it holds" })).toBeVisible({ timeout: 30_000 });
};

test.beforeAll(async ({ browser }) => {
  ({ page: owner } = await freshContext(browser));
  await signInAsOwner(owner);
  await createProject(owner, "Columns without a name");
});

test.afterAll(() => owner.context().close());

test("columns that say nothing are chosen by hand, and the preview tells what would come in", async () => {
  await upload(table("first.csv", [...rows, rows[3] ?? "", "a row with too few cells"]));
  await owner.getByLabel(/^Prompt/).selectOption("c1");
  await owner.getByLabel("First response", { exact: true }).selectOption("c2");
  await owner.getByLabel(/^Second response/).selectOption("c3");
  await owner.getByLabel(/^Choice/).selectOption("c4");
  await expect(owner.getByText(/25 can come in, with 25 labels/)).toBeVisible();
  await expect(owner.getByText(/1 row repeats an earlier one/)).toBeVisible();
  await expect(owner.getByText(/Languages stated: en \(\d+\), zh \(\d+\)/)).toBeVisible();
  await expect(owner.getByText("Responses by their length in characters")).toBeVisible();
  await expect(owner.getByText("1 row would be refused")).toBeVisible();
  // Chosen while the look at the choice before was still under way: none of them is taken back.
  await expect(owner.getByLabel("First response", { exact: true })).toHaveValue("c2");
  await expect(owner.getByRole("row", { name: /Question 0\?/ })).toContainText("Short answer 0.");
  await expectToLookWell(owner, "imports-preview");
});

test("the reading is kept under a name; the rows come in without the bad one, which is named", async () => {
  await owner.getByRole("button", { name: "Save this reading" }).click();
  await owner.getByRole("dialog").getByLabel("Name").fill("Four columns");
  await owner.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByLabel("Saved reading")).toHaveValue(/.+/);
  await owner.getByLabel("Leave it out").check();
  await owner.getByRole("button", { name: "Import 25 rows" }).click();
  await expect(owner.getByText("Items added")).toBeVisible({ timeout: 60_000 });
  await expect(owner.getByRole("heading", { name: "Refused row", exact: true })).toBeVisible();
  await expect(owner.getByText("1 known already").first()).toBeVisible();
  await expectToLookWell(owner, "imports-report");
});

test("an import is undone whole, and the next file like it is read without asking", async () => {
  await owner.getByRole("button", { name: "Undo import" }).click();
  await expect(owner.getByText("Remove 24 items and 24 labels?")).toBeVisible();
  await owner.getByRole("button", { name: "Undo this import" }).click();
  await expect(owner.getByText("The items and labels that it had brought were removed.")).toBeVisible();
  await upload(table("second.csv", rows));
  await expect(owner.getByLabel("Saved reading").locator("option:checked")).toHaveText("Four columns");
  await expect(owner.getByText(/24 can come in, with 24 labels/)).toBeVisible();
  await owner.goto(`/projects/${slug}/imports`);
  await expect(owner.getByRole("row", { name: /first\.csv/ }).getByText("undone", { exact: false })).toBeVisible();
});

test("a long import tells how fast it goes and how long it will take, is there again after a reload, and leaves nothing when stopped", async () => {
  const many = Array.from({ length: 60_000 }, (_, i) => `Long question ${i}?,"Short ${i}.","Longer, number ${i}.",${i % 2},en`);
  await upload(table("long.csv", many));
  await owner.getByRole("button", { name: /^Import .* rows$/ }).click();
  const progress = owner.getByRole("progressbar", { name: /Importing long\.csv/ });
  await expect(owner.getByText(/[kM]B · [\d,.]+ [kM]B a second · about .* left/)).toBeVisible({ timeout: 60_000 });
  await owner.reload();
  await expect(progress).toBeVisible();
  await owner.getByRole("button", { name: "Cancel" }).click();
  await expect(owner.getByText("What it had written was taken back.")).toBeVisible({ timeout: 60_000 });
  await owner.goto(`/projects/${slug}/items`);
  await expect(owner.getByText(/Long question/)).toHaveCount(0);
});
