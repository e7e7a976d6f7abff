import { expect, test } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { freshContext, pairs, expectToLookWell, signInAsOwner } from "./fixtures";
import { importRows, launch } from "./command-line";

// A researcher at the items, by keyboard from the search to the guide; each step stands on the one before.
test.describe.configure({ mode: "serial" });

const slug = "items-browser";
let page: Page;

const table = (): Locator => page.getByRole("table", { name: "Items" });
const panel = (): Locator => page.getByRole("complementary", { name: "Item" });
const found = async (words: string): Promise<void> => expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();

/** A key before the page has come alive is lost; people press again, and so does this. */
const pressFor = async (key: string, wanted: Locator): Promise<void> =>
  expect(async () => {
    await page.keyboard.press(key);
    await expect(wanted).toBeVisible({ timeout: 2_000 });
  }).toPass();

const pressOn = async (target: Locator, key = "Enter"): Promise<void> => {
  await target.focus();
  await page.keyboard.press(key);
};

/** The first answer of the open dialog's question, a reason, and off: by the keys that the desk has too. */
const answer = async (dialog: Locator, why: string): Promise<void> => {
  await expect(dialog.getByRole("group", { name: "Your answer" })).toBeFocused();
  await page.keyboard.press("1");
  await expect(dialog.getByRole("radio", { name: /A much better/ })).toBeChecked();
  await dialog.getByRole("textbox").last().fill(why);
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
};

test.beforeAll(async ({ browser }) => {
  await importRows(slug, "pairwise", pairs(0, 240, true));
  expect(await launch("aggregate", "--project", slug)).toMatchObject({ command: "aggregate" });
  ({ page } = await freshContext(browser));
  await signInAsOwner(page);
});
test.afterAll(async () => page.context().close());

test("finds items by their words and by what is known of them", async () => {
  await page.goto(`/projects/${slug}/items`);
  await found("240 items");
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.type('tea -"question 24"');
  await page.keyboard.press("Enter");
  await found("23 found");
  await expect(table().getByRole("link", { name: "question 14?" })).toBeVisible();
  await expect(table().getByRole("link", { name: "question 24?" })).toHaveCount(0);

  const dialog = page.getByRole("dialog", { name: "Filter the items" });
  await page.getByRole("searchbox").blur();
  await pressFor("f", dialog);
  await expect(dialog.getByLabel("answered by")).toBeEnabled();
  await expectToLookWell(page, "items-filter");
  await dialog.getByLabel("answers agree").selectOption({ label: "all alike" });
  await pressOn(dialog.getByRole("button", { name: "Show these items" }));
  await expect(page).toHaveURL(/agreement=alike/);
  // One of three people dissents on 14 (pairs in fixtures.ts).
  await expect(table().getByRole("link", { name: "question 14?" })).toHaveCount(0);
  await expect(table().getByRole("link", { name: "question 4?" })).toBeVisible();
});

test("keeps the list as a view, with its columns", async () => {
  await pressOn(page.getByRole("button", { name: "Columns" }));
  const columns = page.getByRole("dialog", { name: "Columns" });
  await pressOn(columns.getByRole("checkbox", { name: "Discussion" }), "Space");
  await pressOn(columns.getByRole("button", { name: "Show these columns" }));
  await expect(table().getByRole("columnheader", { name: "Discussion" })).toBeVisible();

  await pressOn(page.getByRole("button", { name: "Views" }));
  await pressOn(page.getByRole("menuitem", { name: "Save as a new view" }));
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Agreed about tea");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=/);
  await page.goto(`/projects/${slug}/items`);
  await found("240 items");
  await page.getByRole("button", { name: "Views" }).focus();
  await pressFor("Enter", page.getByRole("menuitem", { name: "Agreed about tea" }));
  await page.keyboard.press("Escape");
});

test("opens an item: who said what, what others should know, and the deciding answer", async () => {
  await page.goto(`/projects/${slug}/items?q=${encodeURIComponent('"question 24"')}`);
  await found("1 found");
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(table().getByRole("link", { name: "question 24?" })).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(panel().getByText("length-judge")).toBeVisible();
  await pressFor("r", panel().getByRole("textbox", { name: "Write about this item" }));
  await page.keyboard.type("Neither says which tea.");
  await page.keyboard.press("Control+Enter");
  await expect(panel().getByRole("listitem").filter({ hasText: "Neither says which tea." })).toBeVisible();
  await expectToLookWell(page, "item");

  const dialog = page.getByRole("dialog", { name: "Decide this task" });
  await page.keyboard.press("Escape");
  await pressFor("Escape", table().getByRole("link", { name: "question 24?" }).and(page.locator(":focus")));
  await page.keyboard.press("Enter");
  await expect(panel()).toBeVisible();
  await pressFor("d", dialog);
  await expectToLookWell(page, "item-decide");
  await answer(dialog, "It says what to do.");
  await expect(panel().getByText(/^Decided by .*: It says what to do\./)).toBeVisible();
});

test("shows an item in the guide as an example, with why it is right", async () => {
  const dialog = page.getByRole("dialog", { name: "Show this item in the guide" });
  await pressOn(panel().getByRole("button", { name: "Show in the guide" }));
  await answer(dialog, "Advice that can be followed is worth more than a shrug.");
  await page.goto(`/projects/${slug}/campaigns/pairwise/guide`);
  await expect(page.getByText("Advice that can be followed is worth more than a shrug.")).toBeVisible();
  await expectToLookWell(page, "guide-examples");
});
