import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "../scripts/testing/reference-data";
import { signInAsOwner } from "./fixtures";
import { fileFor, importRows, plumbline } from "./command-line";
import { openDesk, submit } from "./kinds";

test.use({ hasTouch: true });

const mark = Date.now().toString(36);

const everyScale = { overall: 4, safe: "Yes", tone: "kind", faults: ["wrong", "too long"], fluency: 55, errors: -1.5 };
const rows = ["one", "two", "three"].map((id) => ({
  id,
  prompt: `Why does the Moon look large at the horizon, question ${id}?`,
  responses: [{ text: "Hold a coin at arm’s length and cover the Moon with it: the coin covers it just as well when it is high." }],
  labels:
    id === "one"
      ? [everyScale, { overall: 2, safe: "No", tone: "curt", faults: ["rude"], fluency: 80, errors: 3 }].map((ratings, who) => ({
          annotator: `rater-${who}`,
          kind: "human",
          response: 0,
          ratings,
        }))
      : [],
}));

test("scales learned from a file are answered by keyboard, mouse and touch, and exported", async ({ page }) => {
  const slug = `ratings-${mark}`;
  expect(await importRows(slug, "pointwise", rows)).toMatchObject({ items_added: 3, labels_added: 2 });
  await signInAsOwner(page);
  await openDesk(page, slug);

  await test.step("by keyboard: digits answer the marked scale, Q goes to what no digit answers, and on from there", async () => {
    await expect(page.locator("[data-desk-focus]:visible")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "overall" })).toBeVisible();
    await page.keyboard.press("4");
    await expect(page.getByRole("radiogroup", { name: "overall" }).getByRole("radio", { name: "4" })).toBeChecked();
    await page.keyboard.press("2");
    await expect(page.getByRole("radio", { name: "No", exact: true })).toBeChecked();
    await page.keyboard.press("1");
    await expect(page.getByRole("radio", { name: "kind" })).toBeChecked();
    await page.keyboard.press("7");
    await expect(page.getByRole("slider", { name: "fluency" })).toHaveValue("70");
    await page.keyboard.press("q");
    await page.keyboard.press("2");
    await expect(page.getByRole("checkbox", { name: /^too long/ })).toBeChecked();
    await page.keyboard.press("q");
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("slider", { name: "fluency" })).toHaveValue("71");
    await page.keyboard.press("q");
    await page.keyboard.type("-2");
    await expect(page.getByText("6 of 6 answered")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await submit(page, () => page.keyboard.press("Enter"));
  });

  await test.step("by mouse", async () => {
    await page.getByRole("radiogroup", { name: "overall" }).getByText("5", { exact: true }).click();
    await page.getByRole("radiogroup", { name: "safe" }).getByText("Yes").click();
    await page.getByRole("radiogroup", { name: "tone" }).getByText("curt").click();
    await page.getByRole("checkbox", { name: "None of these" }).check();
    const slider = page.getByRole("slider", { name: "fluency" });
    const box = await slider.boundingBox();
    if (!box) throw new Error("there is no slider");
    await page.mouse.click(box.x + box.width * 0.25, box.y + box.height / 2);
    await expect(slider).toHaveAttribute("aria-valuetext", /^2\d$/);
    await page.getByRole("spinbutton", { name: "errors" }).fill("0");
    await submit(page, () => page.getByRole("button", { name: /^Submit/ }).click());
  });

  await test.step("by touch on a phone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("radiogroup", { name: "overall" }).getByText("3", { exact: true }).tap();
    await page.getByRole("radiogroup", { name: "safe" }).getByText("No").tap();
    await page.getByRole("radiogroup", { name: "tone" }).getByText("kind").tap();
    await page.getByRole("checkbox", { name: /^rude/ }).tap();
    await page.getByRole("slider", { name: "fluency" }).tap();
    await page.getByRole("spinbutton", { name: "errors" }).fill("1");
    await expect(page.getByText("6 of 6 answered")).toBeVisible();
    await expectAccessible(page);
    await submit(page, () => page.getByRole("button", { name: /^Submit/ }).tap());
  });

  await test.step("are exported, one row a rating", async () => {
    const out = fileFor(slug);
    await plumbline("aggregate", "--project", slug, "--question", "overall");
    await plumbline("export", "--project", slug, "--format", "annotations", "--container", "jsonl", "--out", out);
    const ratings = readFileSync(`${out}/ratings.jsonl`, "utf8").trim().split("\n");
    expect(ratings).toHaveLength(5 * 6);
  });
});

test("several responses are rated at once", async ({ page }) => {
  const slug = `ratings-both-${mark}`;
  const both = ["one", "two"].map((id) => ({
    id,
    prompt: `Which of these explain it, question ${id}?`,
    responses: [
      { text: "The air magnifies it." },
      { text: "It is an illusion, and nobody fully agrees on how it works." },
      { text: "It is nearer then." },
      { text: "Trees and roofs beside it make it look large." },
      { text: "Hold a coin before it: it is as large as ever." },
    ],
    labels: id === "one" ? [{ annotator: "rater", kind: "human", aspect: "helpful", ratings: [2, 5, 1, 4, 5] }] : [],
  }));
  await importRows(slug, "pointwise", both);
  await signInAsOwner(page);
  await openDesk(page, slug);
  // The one scale of neighbours stands on one line, whatever the length of their texts.
  const tops = await page
    .getByRole("radiogroup")
    .evaluateAll((groups) => groups.map((group) => Math.round(group.getBoundingClientRect().top)));
  expect(new Set(tops.slice(0, 3)).size).toBe(1);
  await page.keyboard.press("4");
  await expect(page.getByText("1 of 5 answered")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Response L" })).toBeVisible();
  for (const digit of "2153") await page.keyboard.press(digit);
  await expect(page.getByText("5 of 5 answered")).toBeVisible();
  await expectAccessible(page);
  await submit(page, () => page.keyboard.press("Enter"));
});

const set = "mqm_sxs2023";
test(`rows of ${set} are imported with their labels, rated and exported`, async ({ page }) => {
  test.skip(!hasReferenceData(set), referenceDataAbsent);
  const slug = `${set.replaceAll("_", "-")}-${mark}`;
  const some = readReferenceRows(set).slice(0, 2);
  const rated = some.reduce((sum, row) => sum + row.labels.filter((label) => "ratings" in label || "score" in label).length, 0);
  expect(await importRows(slug, "pointwise", some)).toMatchObject({ items_added: 2, labels_added: rated });
  await signInAsOwner(page);
  await openDesk(page, slug);
  await page.getByRole("spinbutton", { name: "score" }).fill("-2.5");
  await expect(page.getByText("1 of 1 answered")).toBeVisible();
  await submit(page, () => page.getByRole("button", { name: /^Submit/ }).click());
  expect(await plumbline("agreement", "--project", slug)).toMatchObject({ labels: rated + 1 });
  await plumbline("aggregate", "--project", slug);
  const out = fileFor(slug);
  await plumbline("export", "--project", slug, "--format", "annotations", "--container", "jsonl", "--out", out);
  expect(readFileSync(`${out}/ratings.jsonl`, "utf8").trim().split("\n")).toHaveLength(rated + 1);
});
