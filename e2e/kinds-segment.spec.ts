import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "../scripts/testing/reference-data";
import { expectToLookWell, signInAsOwner } from "./fixtures";
import { fileFor, importRows, plumbline } from "./command-line";
import { openTasks } from "./projects";

// Marking and correcting: by mouse, by keys alone, by touch, on texts of our own and on rows of three public sets.
test.describe.configure({ mode: "serial" });

// A project of its own at every run, so that a run may be repeated on one installation.
const mark = Date.now().toString(36);

const canner = [
  "At 15 psi water boils at 110 °C, and that is what keeps a jar safe.",
  "",
  "Beans are a high-acid food. Altitude makes no practical difference. Lift the weight a little at a time, then open the lid.",
].join("\n");
const arabic = "الفاصوليا غذاء حمضي جدا، ولذلك لا شيء يمنع نمو البكتيريا 👩‍🔬 بعد خروج الهواء.";
const rows = ["one", "two", "three", "four"].map((id) => ({
  id,
  prompt: "How does a pressure canner keep beans safe?",
  responses: [{ text: canner }],
}));
const arabicRows = [{ id: "arabic", prompt: "كيف يحفظ قدر الضغط الفاصوليا؟", responses: [{ text: arabic }] }];

const response = (page: Page): Locator => page.getByRole("group", { name: "Response" });
const card = (page: Page): Locator => page.getByRole("group", { name: /^(Correction|Mark) \d+$/ });
const picked = (page: Page): Locator => page.getByRole("toolbar", { name: "The selected words" });
const corrected = (page: Page): Locator => page.getByRole("region", { name: "Corrected text" });

const openDesk = async (page: Page, slug: string): Promise<void> => {
  await page.goto(`/projects/${slug}/annotate`);
  await expect(response(page)).toBeVisible();
};

/** Where words stand on the screen: the middle of their first and of their last line. */
const placeOf = async (page: Page, words: string): Promise<{ from: { x: number; y: number }; to: { x: number; y: number } }> =>
  response(page).evaluate((root, needle) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(needle) ?? -1;
      if (at < 0) continue;
      node.parentElement?.scrollIntoView({ block: "center" });
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + needle.length);
      const boxes = [...range.getClientRects()];
      const [first, last] = [boxes[0], boxes.at(-1)];
      if (!first || !last) break;
      return { from: { x: first.left + 0.5, y: first.top + first.height / 2 }, to: { x: last.right - 0.5, y: last.top + last.height / 2 } };
    }
    throw new Error(`the response does not say “${needle}”`);
  }, words);

const drag = async (page: Page, words: string): Promise<void> => {
  const { from, to } = await placeOf(page, words);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
};

/** What the handles of a touch screen do: the selection is set, nobody pressed a key or a button. */
const selectWords = async (page: Page, words: string): Promise<void> =>
  response(page).evaluate((root, needle) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(needle) ?? -1;
      if (at < 0) continue;
      node.parentElement?.scrollIntoView({ block: "center" });
      document.getSelection()?.setBaseAndExtent(node, at, node, at + needle.length);
      return;
    }
    throw new Error(`the response does not say “${needle}”`);
  }, words);

/** Submits in some way and waits until the answer is on the server: the desk counts it before. */
const sendBy = async (page: Page, press: () => Promise<void>): Promise<void> => {
  const before = await page.getByText(/^\d+ of \d+$/).textContent();
  const arrived = page.waitForResponse((answer) => answer.url().endsWith("/api/desk/submit") && answer.ok());
  await press();
  await arrived;
  await expect(page.getByText(/^\d+ of \d+$/)).not.toHaveText(before ?? "");
};
const send = async (page: Page): Promise<void> => sendBy(page, () => page.getByRole("button", { name: /^Submit/ }).click());

const own = `marks-${mark}`;
const ownArabic = `marks-arabic-${mark}`;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  page = await context.newPage();
  await importRows(own, "segment", rows);
  await importRows(ownArabic, "segment", arabicRows);
  await signInAsOwner(page);
  await openTasks(page, own);
  await openTasks(page, ownArabic);
});

test.afterAll(async () => {
  await context.close();
});

test("by mouse: words are corrected beside their line, the corrected text follows, and each step can be taken back", async () => {
  await openDesk(page, own);
  await drag(page, "110 °C");
  await picked(page)
    .getByRole("button", { name: /^Correct/ })
    .click();
  const words = card(page).getByRole("textbox", { name: "Words that belong here" });
  await expect(words).toHaveValue("110 °C");
  await words.fill("121 °C");
  await card(page).getByText("Factual").click();
  await card(page).getByText("Major", { exact: true }).click();
  await card(page).getByRole("textbox", { name: "Reason" }).fill("The argument rests on this figure.");
  await card(page).getByRole("button", { name: "Done" }).click();
  await expect(response(page)).toBeFocused();
  await expect(corrected(page)).toContainText("1 correction · 1 word out, 1 in");
  await expect(corrected(page).locator("ins")).toHaveText("121");

  await drag(page, "high-acid");
  await picked(page)
    .getByRole("button", { name: /^Delete/ })
    .click();
  await expect(corrected(page)).toContainText("2 corrections");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(corrected(page)).toContainText("1 correction ·");
  await page.keyboard.press("Control+Shift+z");
  await expect(corrected(page)).toContainText("2 corrections");
  await page.getByRole("button", { name: "Undo correction" }).click();
  await expect(corrected(page)).toContainText("1 correction ·");

  // What is said of one place is said of the other with the same words, "then" not among them; one step takes that back.
  await drag(page, "the");
  await picked(page)
    .getByRole("button", { name: /^Correct/ })
    .click();
  await words.fill("its");
  await card(page).getByText("Language").click();
  await expect(card(page).getByRole("button", { name: /^Also at/ })).toHaveCount(0);
  await card(page).getByText("Minor", { exact: true }).click();
  await card(page)
    .getByRole("button", { name: /^Also at 1 other place/ })
    .click();
  await expect(corrected(page)).toContainText("3 corrections");
  await expect(response(page)).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(corrected(page)).toContainText("2 corrections");
  await page.keyboard.press("Control+Shift+z");
  await expect(corrected(page)).toContainText("3 corrections · 3 words out, 3 in");

  await corrected(page).getByRole("button", { name: "Word diff" }).click();
  await expect(corrected(page)).toContainText("At 15 psi water boils at 121 °C, and that is what keeps a jar safe.");
  await expectToLookWell(page, "segment");
  await send(page);
});

test("by keys alone: select by words, correct, insert at the caret, note what is missing, submit", async () => {
  await openDesk(page, own);
  // The desk opens in the text, with the caret at its beginning.
  await expect(response(page)).toBeFocused();
  // At | 15 | psi | water | boils | at | 110
  for (let word = 0; word < 6; word += 1) await page.keyboard.press("Control+ArrowRight");
  await page.keyboard.press("Shift+Control+ArrowRight");
  await page.keyboard.press("Enter");
  const words = card(page).getByRole("textbox", { name: "Words that belong here" });
  await expect(words).toHaveValue("110");
  await page.keyboard.type("121");
  await page.keyboard.press("Tab");
  await page.keyboard.press("1");
  await page.keyboard.press("Tab");
  await page.keyboard.press("3");
  await page.keyboard.press("Tab");
  await page.keyboard.type("sfn: letters typed here are no keys of the desk");
  await page.keyboard.press("Enter");
  await expect(card(page)).toHaveCount(0);
  await expect(response(page)).toBeFocused();

  for (let more = 0; more < 3; more += 1)
    for (const key of ["Control+ArrowRight", "Shift+Control+ArrowRight", "Delete", "1", "Tab", "2", "Enter"])
      await page.keyboard.press(key);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("i");
  await page.keyboard.type(" Wait until the pressure is gone.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("5");
  await page.keyboard.press("Tab");
  await page.keyboard.press("4");
  await page.keyboard.press("Escape");
  await expect(corrected(page)).toContainText("5 corrections");

  await page.keyboard.press("m");
  await page.keyboard.type("How long to process");
  await page.getByRole("group", { name: "Response" }).focus();
  await page.keyboard.press("j");
  await expect(card(page)).toBeVisible();
  await page.keyboard.press("Escape");
  // Back from a note Enter does not open it again, and the next item is there to be corrected at once.
  await sendBy(page, () => page.keyboard.press("Enter"));
  await expect(response(page)).toBeFocused();
});

test("by touch on a phone: handles select, a button under the words opens the note below its line", async ({ browser }) => {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    storageState: await context.storageState(),
  });
  const small = await phone.newPage();
  await openDesk(small, own);
  await selectWords(small, "high-acid");
  await picked(small)
    .getByRole("button", { name: /^Correct/ })
    .tap();
  await card(small).getByRole("textbox", { name: "Words that belong here" }).fill("low-acid");
  await card(small).getByText("Factual").tap();
  await card(small).getByText("Critical", { exact: true }).tap();
  await expectAccessible(small);
  await card(small).getByRole("button", { name: "Done" }).tap();
  await expect(corrected(small)).toBeVisible();
  // A tap on the struck words opens their note again.
  await response(small).locator(".seg-mark").tap();
  await expect(card(small)).toBeVisible();
  await card(small).getByRole("button", { name: "Done" }).tap();
  const overflow = await small.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await sendBy(small, () => small.getByRole("button", { name: /^Submit/ }).tap());
  await phone.close();
});

test("two corrections never share words: the second says so, and may move the first", async () => {
  await openDesk(page, own);
  await drag(page, "Altitude makes no practical difference.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Altitude matters.");
  await page.keyboard.press("Escape");
  await selectWords(page, "no practical");
  await expect(picked(page)).toContainText("Open correction 1");
  await page.keyboard.press("Enter");
  await expect(picked(page)).toContainText("These words belong to correction 1 already");
  await picked(page).getByRole("button", { name: "Move it here" }).click();
  await expect(card(page)).toBeVisible();
  await expect(response(page).locator(".seg-mark")).toHaveText("no practical");
  await expectAccessible(page);
  await card(page).getByText("Factual").click();
  await card(page).getByText("Minor", { exact: true }).click();
  await card(page).getByRole("button", { name: "Done" }).click();
  await send(page);
});

test("a text from right to left is walked, marked and read its own way; nothing to correct is an answer", async () => {
  await openDesk(page, ownArabic);
  await response(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  expect(await page.evaluate(() => String(document.getSelection()))).toBe(arabic.slice(0, 2));
  await selectWords(page, "👩");
  // Half a joined emoji is not to be had.
  await page.keyboard.press("Enter");
  await expect(response(page).locator(".seg-mark")).toHaveText("👩‍🔬");
  await expectToLookWell(page, "segment-arabic");
  await card(page).getByRole("button", { name: "Remove" }).click();
  await page.keyboard.press("n");
  await expect(page.getByRole("button", { name: /^Nothing to correct/ })).toHaveAttribute("aria-pressed", "true");
  await send(page);
});

test("what was sent is exported: chosen over rejected, weights of words, one row a mark", async () => {
  await plumbline("aggregate", "--project", own);
  const out = fileFor("own-marks");
  await plumbline("export", "--project", own, "--format", "trl-preference", "--container", "jsonl", "--out", out);
  const lines = (name: string): Record<string, unknown>[] =>
    readFileSync(path.join(out, name), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  expect(lines("train.jsonl")).toHaveLength(4);
  const dense = lines("dense.jsonl");
  expect(dense).toHaveLength(4);
  const weights: unknown = JSON.parse(String(dense.find((row) => String(row.chosen).includes("gone"))?.chosen_token_weights));
  expect(weights).toContainEqual([25, 28, 5]);
  const byKeys = lines("spans.jsonl").find((row) => row.start === canner.length)?.item;
  expect(lines("spans.jsonl").filter((row) => row.item === byKeys)).toMatchObject([
    { number: 1, start: 25, end: 28, text: "110", replacement: "121", type: "Factual", severity: "Major" },
    ...[2, 3, 4].map((number) => ({ number, replacement: "", type: "Factual", severity: "Minor" })),
    { number: 5, start: canner.length, end: canner.length, replacement: " Wait until the pressure is gone.", type: "Harmful advice" },
  ]);
});

test.describe("rows of public sets", () => {
  for (const [set, labels] of [
    ["finegrained_qa", 3],
    ["mlqe_pe", 3],
    ["mqm_sxs2023", 60],
  ] as const) {
    const slug = `${set.replaceAll("_", "-")}-${mark}`;
    test(`${set}: imported with its labels, answered, exported`, async () => {
      test.skip(!hasReferenceData(set), referenceDataAbsent);
      const some = set === "mqm_sxs2023" ? 2 : 3;
      expect(await importRows(slug, "segment", readReferenceRows(set).slice(0, some))).toMatchObject({
        labels_added: labels,
        rows_refused: 0,
      });
      await openTasks(page, slug);
      await openDesk(page, slug);
      await response(page).focus();
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("Shift+Control+ArrowRight");
      await page.keyboard.press("Enter");
      await expect(card(page)).toBeVisible();
      if (set === "mqm_sxs2023") {
        await card(page).getByRole("combobox", { name: "What is wrong?" }).selectOption("Accuracy/Mistranslation");
        await card(page).getByText("Major", { exact: true }).click();
        await expect(page.getByText(/^Score/)).toContainText("-5");
      } else {
        await card(page).getByRole("textbox", { name: "Words that belong here" }).fill("Surely");
        if (set === "finegrained_qa") await card(page).getByText("Irrelevant").click();
      }
      await card(page).getByRole("button", { name: "Done" }).click();
      await expectToLookWell(page, `segment-${set}`);
      await send(page);
      const out = fileFor(`${set}-marks`);
      await plumbline("export", "--project", slug, "--format", "annotations", "--container", "jsonl", "--out", out);
      const answers = readFileSync(path.join(out, "annotations.jsonl"), "utf8").trim().split("\n");
      expect(answers).toHaveLength(labels + 1);
    });
  }
});
