import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { ownerAccount, signIn, signInAsOwner } from "./fixtures";

/** The demo project, some pairs of which wait for people. */
const address = "/projects/everyday-questions/annotate";

const openDesk = async (page: Page): Promise<void> => {
  await page.goto(address);
  await expect(page.getByRole("button", { name: "Submit" })).toBeVisible();
};

const done = async (page: Page): Promise<number> => Number.parseInt((await page.getByText(/^\d+ of \d+$/).textContent()) ?? "", 10);

test.beforeEach(async ({ page }) => {
  await signInAsOwner(page);
  await openDesk(page);
});

test("an annotator answers by keyboard alone: draft, submit, undo, skip", async ({ page }) => {
  const before = await done(page);

  await test.step("nothing is sent without an answer", async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
    expect(await done(page)).toBe(before);
  });

  await test.step("the draft is on the server, and keys rest while typing", async () => {
    await page.keyboard.press("4");
    await page.keyboard.press("c");
    await page.keyboard.type("s1: the second one is exact");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("radio", { name: "B slightly better" })).toBeChecked();
    await expect(page.getByText(/^Saved/)).toBeVisible();
    await page.reload();
    await expect(page.getByRole("textbox", { name: "Comment" })).toHaveValue("s1: the second one is exact");
    await expect(page.getByRole("radio", { name: "B slightly better" })).toBeChecked();
  });

  await test.step("submit shows the next item, undo brings the last one back with its answer", async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Comment" })).toHaveValue("");
    await expect.poll(() => done(page)).toBe(before + 1);
    await page.keyboard.press("z");
    await expect(page.getByRole("textbox", { name: "Comment" })).toHaveValue("s1: the second one is exact");
    await expect(page.getByRole("radio", { name: "B slightly better" })).toBeChecked();
    await expect.poll(() => done(page)).toBe(before);
    // What is pressed in its first quarter of a second was meant for the item before; the next item has no answer to send.
    await expect(async () => {
      await page.keyboard.press("Enter");
      expect(await done(page)).toBe(before + 1);
    }).toPass();
  });

  await test.step("both bad, and a skip with its reason", async () => {
    await expect(page.getByRole("textbox", { name: "Comment" })).toHaveValue("");
    await page.keyboard.press("0");
    await expect(page.getByRole("button", { name: "Both bad" })).toHaveAttribute("aria-pressed", "true");
    await page.keyboard.press("Enter");
    await expect.poll(() => done(page)).toBe(before + 2);
    await page.keyboard.press("s");
    await expect(page.getByRole("dialog", { name: "Why skip this one?" })).toBeVisible();
    await page.keyboard.press("2");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect.poll(() => done(page)).toBe(before + 2);
  });

  await test.step("the answers are listed, newest first", async () => {
    await page.keyboard.press("a");
    const list = page.getByRole("dialog", { name: "Your answers" });
    await expect(list.getByRole("article").nth(1)).toContainText("s1: the second one is exact");
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
  });
});

test("answers given without a network wait in the browser and arrive once", async ({ page, context }) => {
  const before = await done(page);
  await context.setOffline(true);
  await page.keyboard.press("1");
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 answer waits to be sent")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/to be sent$/)).toBeHidden();
  await page.reload();
  await expect.poll(() => done(page)).toBe(before + 1);
});

test("signing out takes along what the desk kept in this browser, and asks before it loses an answer", async ({ page }) => {
  // A session of its own, since it ends here.
  await page.context().clearCookies();
  await signIn(page, ownerAccount());
  await openDesk(page);
  const kept = () =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name === "plumbline-desk"));
  const signOut = async (): Promise<void> => {
    await page.goto("/projects");
    await expect(async () => {
      await page.getByRole("button", { name: /account and theme/ }).click();
      await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  };
  await page.route("**/api/desk/submit", (route) => route.abort());
  await page.keyboard.press("1");
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 answer waits to be sent")).toBeVisible();
  await signOut();
  const question = page.getByRole("alertdialog", { name: "Sign out and lose 1 answer?" });
  await question.getByRole("button", { name: "Stay signed in" }).click();
  expect(await kept()).toEqual(["plumbline-desk"]);
  // With a network the answer goes out by itself; then there is nothing to ask.
  await page.unroute("**/api/desk/submit");
  await openDesk(page);
  await expect(page.getByText(/to be sent$/)).toBeHidden();
  await page.evaluate(() => {
    localStorage.setItem("plumbline-theme", "dark");
    localStorage.setItem("plumbline:ranking-view", "rows");
  });
  await signOut();
  await expect(page).toHaveURL(/sign-in/);
  expect(await kept()).toEqual([]);
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({ "plumbline-theme": "dark" });
});

for (const width of [1440, 390]) {
  test(`the desk has no accessibility defects at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openDesk(page);
    await page.keyboard.press("2");
    await expectAccessible(page);
  });
}
