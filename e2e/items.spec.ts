import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { freshContext, pairs, signInAsOwner, toFile } from "./fixtures";

// The researcher's side: items are found, looked at in views that stay, discussed and decided, without a mouse.
test.describe.configure({ mode: "serial" });

const slug = "items-browsed";
const address = `/projects/${slug}/items`;
let page: Page;

test.beforeAll(async ({ browser }) => {
  ({ page } = await freshContext(browser));
  await signInAsOwner(page);
  await expect(async () => {
    await page.getByRole("button", { name: "Create a project" }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByLabel("Name", { exact: true }).fill("Items browsed");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /create/i })
    .click();
  await expect(page).toHaveURL(new RegExp(slug));
  await page.goto(`/projects/${slug}/imports`);
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles(toFile("pairs.jsonl", pairs(0, 240, true)));
  await page.getByRole("button", { name: "Import 240 rows" }).click();
  await expect(page.getByText("Items added")).toBeVisible({ timeout: 60_000 });
});
test.afterAll(async () => page.context().close());

const table = () => page.getByRole("table", { name: "Items" });
const shown = (text: string) => expect(page.getByRole("status").filter({ hasText: text }).first()).toBeVisible();

/** Keys before the page has come alive are lost; people press again, and so does this. */
const press = async (key: string, seen: () => Promise<void>): Promise<void> =>
  expect(async () => {
    await page.keyboard.press(key);
    await seen();
  }).toPass();

const defects = async (): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
};

test("finds words of prompts and responses, by keyboard", async () => {
  await page.goto(address);
  await shown("240 items");
  await press("/", () => expect(page.getByRole("searchbox", { name: "Search the text" })).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.type("mos slowly -231");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=mos/);
  await shown("23 found");
  await expect(table().getByRole("link").first()).toContainText("moss");
});

test("filters, keeps the view, and shows it again from its address", async () => {
  await page.goto(address);
  await press("f", () => expect(page.getByRole("dialog", { name: "Filter the items" })).toBeVisible({ timeout: 1_000 }));
  await page.getByLabel("answers", { exact: true }).selectOption("both");
  await expect(page.getByLabel("answered by").getByRole("option", { name: "ada" })).toBeAttached();
  await page.getByLabel("answered by").selectOption({ label: "ada" });
  await page.getByRole("button", { name: "Show these items" }).press("Enter");
  await expect(page).toHaveURL(/answers=both/);
  await expect(page.getByText("answered by ada")).toBeVisible();
  await page.getByRole("button", { name: "Views" }).press("Enter");
  await page.getByRole("menuitem", { name: "Save as a new view" }).press("Enter");
  await page.getByLabel("Name", { exact: true }).fill("By Ada");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=vew_/);
  const link = page.url();
  await page.goto(address);
  await page.goto(link);
  await expect(page.getByText("answered by ada")).toBeVisible();
  await page.getByRole("button", { name: "By Ada" }).press("Enter");
  await page.getByRole("menuitem", { name: "Delete “By Ada”" }).press("Enter");
  await page.getByRole("button", { name: "Delete the view" }).press("Enter");
  await expect(page).not.toHaveURL(/view=/);
});

test("keeps the chosen columns, and sorts on the server", async () => {
  await page.goto(address);
  await expect(async () => {
    await page.getByRole("button", { name: "Columns" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Columns" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByLabel("Id", { exact: true }).check();
  await page.getByRole("button", { name: "Show these columns" }).press("Enter");
  await expect(table().getByRole("columnheader", { name: "Id" })).toBeVisible();
  await page.reload();
  await expect(table().getByRole("columnheader", { name: "Id" })).toBeVisible();
  await page.getByLabel("Order").selectOption({ label: "Newest first" });
  await expect(table().getByRole("link").first()).toContainText("question 239");
});

test("draws only the rows in sight, and fetches the next ones as they come near", async () => {
  await page.goto(address);
  await expect(table().getByRole("link").first()).toBeVisible();
  expect(await table().getByRole("row").count()).toBeLessThan(110);
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(table().getByRole("link", { name: /question 239/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await table().getByRole("row").count()).toBeLessThan(110);
});

test("opens an item, writes about it, decides, and steps on, by keyboard", async () => {
  await page.goto(address);
  await press("j", () => expect(table().getByRole("link").first()).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Item" });
  await expect(panel).toBeVisible();
  await expect(panel.getByText("pair-1", { exact: true })).toBeVisible();
  await expect(panel.getByText(/disagreement|all alike/).first()).toBeVisible();
  await press("r", () => expect(panel.getByLabel("Write about this item")).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.type("Which of them asks for a source?");
  await page.keyboard.press("Control+Enter");
  await expect(panel.getByRole("listitem").filter({ hasText: "asks for a source" })).toBeVisible();
  await page.keyboard.press("Escape");
  await press("d", () => expect(page.getByRole("dialog", { name: "Decide this task" })).toBeVisible({ timeout: 1_000 }));
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio").first().press("Space");
  await dialog.getByLabel("Reason").fill("The first one gives a reason.");
  await dialog.getByRole("button", { name: "Decide", exact: true }).press("Enter");
  await expect(panel.getByText(/^Decided by/)).toBeVisible();
  await page.keyboard.press("]");
  await expect(panel.getByText("pair-2", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await page.goto(`${address}?discussed=yes`);
  await shown("1 found");
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`has no defects of accessibility at ${width} px`, async () => {
    await page.setViewportSize({ width, height });
    for (const search of ["", "?q=nothing-has-this", "?q=moss&sort=title"]) {
      await page.goto(address + search);
      expect([search, await defects()]).toEqual([search, []]);
    }
    await press("f", () => expect(page.getByRole("dialog", { name: "Filter the items" })).toBeVisible({ timeout: 1_000 }));
    expect(await defects()).toEqual([]);
    await page.keyboard.press("Escape");
    await table().getByRole("link").first().click();
    await expect(page.getByRole("complementary", { name: "Item" })).toBeVisible();
    expect(await defects()).toEqual([]);
  });
}
