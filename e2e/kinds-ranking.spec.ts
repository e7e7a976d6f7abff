import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "../scripts/testing/reference-data";
import { onDatabase } from "./desk-project";
import { signInAsOwner } from "./fixtures";
import { fileFor, importRows, plumbline } from "./command-line";
import { openDesk, submit } from "./kinds";

// Conversations with four replies each, ranked by volunteers, are put in order once more: by keys, by mouse and by touch.
test.skip(!hasReferenceData("oasst_rank"), referenceDataAbsent);
test.use({ hasTouch: true });

let slug = "";

const order = (page: Page) => page.getByRole("status", { name: "Order now" });
/** The letters of a tie stand in any order. */
const expectOrder = async (page: Page, letters: string): Promise<void> =>
  expect
    .poll(async () =>
      (await order(page).innerText()).replace(/\s+/g, " ").replace(/[K-T](?: = [K-T])+/g, (tie) => tie.split(" = ").sort().join(" = ")),
    )
    .toBe(letters);
const handle = (page: Page, letter: string) => page.getByRole("button", { name: `Move ${letter}` });

type Box = { x: number; y: number; width: number; height: number };

const boxOf = async (page: Page, letter: string): Promise<Box> => {
  const card = page.getByRole("listitem").filter({ has: handle(page, letter) });
  const box = await card.boundingBox();
  if (!box) throw new Error(`there is no response ${letter}`);
  return box;
};

type Point = { x: number; y: number };

/** Where the handle is, once it stands still as low as the page lets it: what lies above it can then be reached. */
const gripOf = async (page: Page, letter: string): Promise<Point> => {
  await handle(page, letter).evaluate((element) => element.scrollIntoView({ block: "end" }));
  const box = await handle(page, letter).boundingBox();
  if (!box) throw new Error(`there is no handle of ${letter}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** A point of another response's card, as it lies now, and where the page shows it. */
const pointOf = async (page: Page, letter: string, place: (box: Box) => Point): Promise<Point> => {
  const { x, y } = place(await boxOf(page, letter));
  const height = page.viewportSize()?.height ?? 0;
  return { x, y: Math.min(Math.max(y, 8), height - 8) };
};

const dragTo = async (page: Page, letter: string, onto: string, place: (box: Box) => Point, says: string): Promise<void> => {
  const from = await gripOf(page, letter);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y + 20, { steps: 3 });
  // Cards move out of the way while one is carried: the point is read again until the page says what was meant.
  await expect(async () => {
    const to = await pointOf(page, onto, place);
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await expect(page.locator(`[data-says='${says}']`)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.mouse.up();
};

/** A finger that is put down, moved and lifted; the browser's own gestures stay on. */
const touchTo = async (page: Page, letter: string, onto: string, place: (box: Box) => Point): Promise<void> => {
  const from = await gripOf(page, letter);
  const to = await pointOf(page, onto, place);
  const client = await page.context().newCDPSession(page);
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [from] });
  for (let part = 1; part <= 8; part += 1) {
    const point = { x: from.x + ((to.x - from.x) * part) / 8, y: from.y + ((to.y - from.y) * part) / 8 };
    await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
  }
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
};

test("real conversations are imported, ranked by keyboard, mouse and touch, and exported", async ({ page }) => {
  slug = `ranking-${Date.now().toString(36)}`;
  const rows = readReferenceRows("oasst_rank")
    .filter(({ responses }) => responses.length === 4)
    .slice(0, 4);
  expect(await importRows(slug, "ranking", rows)).toMatchObject({ items_added: 4, labels_added: 4 });
  await signInAsOwner(page);
  await openDesk(page, slug);

  await test.step("by keyboard: a digit a place, T for a tie, W for the rest; what is taken off comes back", async () => {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "Put the responses in order" })).toBeVisible();
    for (const key of ["2", "4", "t", "1"]) await page.keyboard.press(key);
    await expectOrder(page, "L = N > K 1 left");
    await page.keyboard.press("Backspace");
    await expectOrder(page, "L = N 2 left");
    await page.keyboard.press("w");
    await expectOrder(page, "L = N > K = M");
    await expectAccessible(page);
    await submit(page, () => page.keyboard.press("Enter"));
  });

  await test.step("by keyboard on a handle: lifted, moved, tied, put back, put down", async () => {
    for (const key of ["1", "2", "3", "4"]) await page.keyboard.press(key);
    await expectOrder(page, "K > L > M > N");
    await handle(page, "N").focus();
    await page.keyboard.press(" ");
    await page.keyboard.press("ArrowLeft");
    await expectOrder(page, "K > L > N > M");
    await expect(handle(page, "N")).toBeFocused();
    await page.keyboard.press("t");
    await expectOrder(page, "K > L = N > M");
    await page.keyboard.press("Escape");
    await expectOrder(page, "K > L > M > N");
    await page.keyboard.press(" ");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press(" ");
    await expectOrder(page, "K > L > N > M");
    await page.getByRole("button", { name: "Undo" }).focus();
    await page.getByRole("main", { name: "Desk" }).click({ position: { x: 4, y: 200 } });
    await submit(page, () => page.keyboard.press("Enter"));
  });

  await test.step("by mouse: one button a place, drags before, between and onto, two side by side, a flag", async () => {
    await page.getByRole("button", { name: "Put 1st: M" }).click();
    await expectOrder(page, "M 3 left");
    await dragTo(page, "K", "M", (card) => ({ x: card.x + 6, y: card.y + Math.min(90, card.height / 2) }), "put 1st");
    await expectOrder(page, "K > M 2 left");
    await dragTo(page, "N", "M", (card) => ({ x: card.x + card.width / 2, y: card.y + Math.min(90, card.height / 2) }), "tie for 2nd");
    await expectOrder(page, "K > M = N 1 left");
    await page.getByRole("button", { name: "Compare L" }).click();
    await page.getByRole("button", { name: "Compare K" }).click();
    await page.getByRole("button", { name: "L is better" }).click();
    await expectOrder(page, "L > K > M = N");
    await expectAccessible(page);
    await page.getByRole("radio", { name: "Columns" }).click();
    await page.getByRole("button", { name: "Flag N" }).click();
    await page.getByRole("menuitem", { name: "Not an answer" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("article", { name: /^Response N/ })).toContainText("Not an answer");
    await submit(page, () => page.getByRole("button", { name: /^Submit/ }).click());
  });

  await test.step("by touch on a phone: taps, and a finger on the handle drags while one on the text scrolls", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "Put 1st: L" }).tap();
    await page.getByRole("button", { name: "Put 2nd: K" }).tap();
    await expectOrder(page, "L > K 2 left");
    await touchTo(page, "K", "L", (card) => ({ x: card.x + 60, y: card.y + 4 }));
    await expectOrder(page, "K > L 2 left");
    await page.getByRole("button", { name: "Rest are worse" }).tap();
    await expectOrder(page, "K > L > M = N");
    await expectAccessible(page);
    await submit(page, () => page.getByRole("button", { name: /^Submit/ }).tap());
  });

  await test.step("both annotators' orders are aggregated and exported", async () => {
    expect(await plumbline("agreement", "--project", slug)).toMatchObject({ metric: "distance-agreement", items: 4, labels: 8 });
    expect(await plumbline("aggregate", "--project", slug)).toMatchObject({ model: "plackett-luce", tasks: 4, labels: 8, converged: true });
    const out = fileFor("ranked");
    await plumbline("export", "--project", slug, "--format", "trl-preference", "--container", "jsonl", "--out", out);
    const places = readFileSync(`${out}/places.jsonl`, "utf8").trim().split("\n");
    expect(places).toHaveLength(8 * 4);
    expect(places.filter((line) => line.includes("off-topic"))).toHaveLength(1);
  });
});

test("an item that cannot be ranked is sent with its reason", async ({ page }) => {
  const [row] = readReferenceRows("oasst_rank").filter(({ responses }) => responses.length === 3);
  if (!row) throw new Error("no row with three replies");
  await importRows(`${slug}-none`, "ranking", [{ ...row, labels: [] }]);
  await signInAsOwner(page);
  await openDesk(page, `${slug}-none`);
  await page.keyboard.press("1");
  await page.keyboard.press("n");
  await expect(order(page)).toHaveText("cannot be ranked");
  await page.getByLabel("Why it cannot be ranked").selectOption("I lack the knowledge");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Submit/ }).click();
  await expect(page.getByRole("button", { name: /^Submit/ })).toBeHidden();
});

test("a critique of each response is asked beside the order, by the letters of the cards, and kept", async ({ page }) => {
  const [row] = readReferenceRows("oasst_rank").filter(({ responses }) => responses.length === 3);
  if (!row) throw new Error("no row with three replies");
  const project = `${slug}-beside`;
  await importRows(project, "ranking", [{ ...row, labels: [] }]);
  const extras = [
    { name: "fault", title: "What is wrong with it?", help: "", type: "critique", about: "response", required: true, minChars: 5 },
    { name: "better", title: "A better reply", help: "", type: "rewrite", about: "item", required: false, minChars: 0 },
  ];
  await onDatabase("update campaign set extras = $2::jsonb where project_id = (select id from project where slug = $1)", [
    project,
    JSON.stringify(extras),
  ]);
  await signInAsOwner(page);
  await openDesk(page, project);
  for (const key of ["2", "1", "3"]) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Write “What is wrong with it?” for K." })).toBeVisible();
  for (const letter of ["K", "L", "M"])
    await page.getByRole("textbox", { name: `Response ${letter}: What is wrong with it?` }).fill(`Of ${letter}: too short.`);
  await expectOrder(page, "L > K > M");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: /^Submit/ })).toBeHidden();
  // The desk goes on before its answer has arrived.
  await expect
    .poll(() =>
      onDatabase(
        "select jsonb_array_length(a.extras) as extras, jsonb_array_length(a.response->'groups') as places from annotation a join project p on p.id = a.project_id where p.slug = $1",
        [project],
      ),
    )
    .toEqual([{ extras: 3, places: 3 }]);
});
