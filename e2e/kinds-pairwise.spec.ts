import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { multiPref } from "../lib/projects/templates/pairwise-templates";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "../scripts/testing/reference-data";
import { onDatabase } from "./desk-project";
import { expectToFit, signInAsOwner } from "./fixtures";
import { fileFor, importRows, plumbline } from "./command-line";
import { openDesk, submit } from "./kinds";

// Pairs judged by aspect as MultiPref asks it, and pairs whose responses are pictures and sounds.
test.use({ hasTouch: true });

const mark = Date.now().toString(36);

const scale = (page: Page, title: string) => page.getByRole("radiogroup", { name: title, exact: true });

test("aspects with reasons and confidence, then the whole: by keyboard, mouse and touch, aggregated and exported", async ({ page }) => {
  const slug = `aspects-${mark}`;
  const rows = ["one", "two", "three"].map((id) => ({
    id,
    prompt: `How do I keep bread fresh, question ${id}?`,
    responses: [
      { text: "In a cloth, at room temperature, for two days; freeze what is left.", model: "north" },
      { text: "In the fridge.", model: "south" },
    ],
    labels: [],
  }));
  await importRows(slug, "pairwise", rows);
  await onDatabase(
    "update campaign set config = $2::jsonb, question_version = 1 where project_id = (select id from project where slug = $1)",
    [slug, JSON.stringify(multiPref.config)],
  );
  await page.setViewportSize({ width: 1440, height: 900 });
  await signInAsOwner(page);
  await openDesk(page, slug);

  await test.step("digits answer the first question that is open; what is missing is named", async () => {
    await page.keyboard.press("1");
    await expect(scale(page, "More helpful").getByRole("radio").first()).toBeChecked();
    await page.keyboard.press("3");
    await expect(page.getByText("No reason needed for “same”").first()).toBeVisible();
    await page.keyboard.press("5");
    await page.keyboard.press("2");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "Say how sure you are of “More helpful”" })).toBeVisible();
    for (let question = 0; question < 4; question += 1) await page.keyboard.press("2");
    await expectAccessible(page);
    await submit(page, () => page.keyboard.press("Enter"));
  });

  await test.step("by mouse: reasons, more of them, a reason of one's own", async () => {
    for (const title of ["More helpful", "More truthful", "More harmless", "Better overall"]) {
      await scale(page, title).locator("label").nth(0).click();
      await page
        .getByRole("radiogroup", { name: `How sure: ${title}` })
        .getByText("sure", { exact: true })
        .click();
    }
    const reasons = page.getByRole("group", { name: "Reasons: More helpful" });
    await reasons.getByRole("checkbox", { name: "Correct" }).click();
    await reasons.getByRole("button", { name: "5 more" }).click();
    await reasons.getByRole("checkbox", { name: "Better tone" }).click();
    await reasons.getByRole("button", { name: "Own reason" }).click();
    await page.getByLabel("Your own reason: More helpful").fill("It says for how long");
    await expectToFit(page, "aspects");
    await submit(page, () => page.getByRole("button", { name: /^Submit/ }).click());
  });

  await test.step("by touch on a phone: one question stands open at a time", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const title of ["More helpful", "More truthful", "More harmless", "Better overall"]) {
      const row = page.locator(".pair-row:visible").filter({ hasText: title });
      if ((await row.getAttribute("data-folded")) !== null) await row.locator(".pair-summary").tap();
      await scale(page, title).locator("label").nth(0).tap();
      await page
        .getByRole("radiogroup", { name: `How sure: ${title}` })
        .getByText("fairly")
        .tap();
    }
    await expectAccessible(page);
    await submit(page, () => page.getByRole("button", { name: /^Submit/ }).tap());
  });

  await test.step("each aspect is stored with its reasons and its confidence, and aggregated by itself", async () => {
    const [answer] = await onDatabase(
      `select a.response->'answers'->'helpful' as helpful from annotation a join project p on p.id = a.project_id
       where p.slug = $1 and a.response->'answers'->'helpful'->>'ownReason' is not null`,
      [slug],
    );
    expect(answer).toMatchObject({
      helpful: { reasons: ["Correct", "Better tone"], ownReason: "It says for how long", confidence: "absolutely" },
    });
    for (const question of ["helpful", "truthful", "harmless", "overall"])
      expect(await plumbline("aggregate", "--project", slug, "--question", question)).toMatchObject({ tasks: 3, labels: 3 });
  });
});

/** A picture of one colour, drawn by the browser that the test runs in. */
const picture = async (page: Page, colour: string): Promise<Buffer> => {
  const address = await page.evaluate((fill) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.fillStyle = fill;
    context.fillRect(0, 0, 320, 200);
    return canvas.toDataURL("image/png");
  }, colour);
  return Buffer.from(address.split(",")[1] ?? "", "base64");
};

/** Two seconds of a tone, 8,000 samples a second of one byte. */
const sound = (hertz: number): Buffer => {
  const samples = Buffer.from(
    Array.from({ length: 16_000 }, (_, at) => 128 + Math.round(90 * Math.sin((2 * Math.PI * hertz * at) / 8_000))),
  );
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
};

/** About a second and a half of film, recorded by the browser that the test runs in: a bar that wanders, in one colour. */
const film = async (page: Page, colour: string): Promise<Buffer> => {
  const address = await page.evaluate(async (fill) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
    const parts: Blob[] = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    const over = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
    recorder.start();
    const began = performance.now();
    for (let now = began; now - began < 1_500; now = performance.now()) {
      context.fillStyle = "#fff";
      context.fillRect(0, 0, 160, 120);
      context.fillStyle = fill;
      context.fillRect((now - began) / 15, 0, 40, 120);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    recorder.stop();
    await over;
    const reader = new FileReader();
    const read = new Promise((resolve) => reader.addEventListener("load", resolve, { once: true }));
    reader.readAsDataURL(new Blob(parts, { type: "video/webm" }));
    await read;
    return String(reader.result);
  }, colour);
  return Buffer.from(address.split(",")[1] ?? "", "base64");
};

test("pictures move in step, films and sounds run on one clock; they are judged and exported", async ({ page }) => {
  const slug = `media-${mark}`;
  const empty = [{ id: "words", prompt: "Words alone?", responses: [{ text: "yes" }, { text: "no" }], labels: [] }];
  await importRows(slug, "pairwise", empty);
  await page.setViewportSize({ width: 1440, height: 900 });
  await signInAsOwner(page);
  // The files below are made in one of our own pages, and sent from there.
  await page.goto("/projects");
  const [project] = await onDatabase("select id from project where slug = $1", [slug]);
  const files = [
    ["warm.png", await picture(page, "#c50")],
    ["cold.png", await picture(page, "#05c")],
    ["low.wav", sound(220)],
    ["high.wav", sound(880)],
    ["red.webm", await film(page, "#c00")],
    ["blue.webm", await film(page, "#00c")],
  ] as const;
  for (const [fileName, data] of files) {
    const query = new URLSearchParams({ projectId: String(project?.["id"]), fileName });
    const stored = await page.request.put(`/api/media?${query.toString()}`, {
      data,
      headers: { "content-type": "application/octet-stream", origin: new URL(page.url()).origin },
    });
    expect([fileName, stored.status()]).toEqual([fileName, 200]);
  }
  const row = (id: string, type: string, [a, b]: [string, string]) => ({
    id,
    prompt: `Which fits the evening better, ${id}?`,
    responses: [
      { text: "", media: [{ type, file: a, alt: `${id} one` }] },
      { text: "", media: [{ type, file: b, alt: `${id} other` }] },
    ],
    labels: [],
  });
  const rows = [
    row("picture", "image", ["warm.png", "cold.png"]),
    row("sound", "audio", ["low.wav", "high.wav"]),
    row("film", "video", ["red.webm", "blue.webm"]),
  ];
  expect(await importRows(slug, "pairwise", rows)).toMatchObject({ items_added: 3 });
  await openDesk(page, slug);
  const seen = new Set<string>();
  for (let turn = 0; turn < 4; turn += 1) {
    const prompt = (await page.getByRole("region", { name: "Prompt" }).textContent()) ?? "";
    if (prompt.includes("picture")) {
      seen.add("picture");
      const windows = page.locator(".desk-panes:visible .react-transform-component");
      await expect(windows).toHaveCount(2);
      await page
        .getByRole("button", { name: /^Zoom in/ })
        .first()
        .click();
      const place = (index: number) => windows.nth(index).evaluate((element) => getComputedStyle(element).transform);
      await expect.poll(async () => (await place(0)) === (await place(1)) && (await place(0)) !== "none").toBe(true);
      await expect.poll(() => place(1)).not.toMatch(/matrix\(1,/);
      await expectAccessible(page);
      await expectToFit(page, "pictures");
    }
    if (prompt.includes("sound")) {
      seen.add("sound");
      const player = page.getByRole("group", { name: "Player" });
      await expect(player.getByRole("slider", { name: "Position" })).toBeVisible();
      await player.getByRole("button", { name: "One frame on" }).click();
      const at = () => page.locator("audio:visible, audio").evaluateAll((players) => players.map((one) => Reflect.get(one, "currentTime")));
      await expect.poll(async () => new Set((await at()).filter((seconds) => seconds > 0)).size).toBe(1);
      await player.getByLabel("Speed").selectOption({ label: "0.5×" });
      await player.getByRole("button", { name: "Play" }).click();
      await expect(player.getByRole("button", { name: "Pause" })).toBeVisible();
      await player.getByRole("button", { name: "Pause" }).click();
      await expectAccessible(page);
    }
    if (prompt.includes("film")) {
      seen.add("film");
      const player = page.getByRole("group", { name: "Player" });
      const films = page.locator(".desk-panes:visible video");
      const read = (name: string) => films.evaluateAll((all, property) => all.map((one) => Reflect.get(one, property)), name);
      await expect(films).toHaveCount(2);
      // Recorded films do not say how long they are; the clock found out.
      await expect
        .poll(async () => Number(await player.getByRole("slider", { name: "Position" }).getAttribute("max")))
        .toBeGreaterThan(1.2);
      await player.getByLabel("Speed").selectOption({ label: "0.25×" });
      expect(await read("playbackRate")).toEqual([0.25, 0.25]);
      await page.keyboard.press("Space");
      await expect.poll(async () => (await read("currentTime")).every((seconds) => Number(seconds) > 0.05)).toBe(true);
      expect(await read("paused")).toEqual([false, false]);
      await page.keyboard.press("Space");
      await player.getByRole("button", { name: "One frame back" }).click();
      await expect.poll(async () => new Set(await read("currentTime")).size).toBe(1);
      // The same by key, from either: both films a frame on, and back to where they were.
      const rest = Number((await read("currentTime"))[0]);
      const away = async () => (await read("currentTime")).map((seconds) => Math.round(Math.abs(Number(seconds) - rest) * 30));
      await page.keyboard.press(".");
      await expect.poll(away).toEqual([1, 1]);
      await page.keyboard.press(",");
      await expect.poll(away).toEqual([0, 0]);
      expect(await read("muted")).toEqual([false, true]);
      await player.getByRole("radio", { name: "B" }).click();
      expect(await read("muted")).toEqual([true, false]);
      await expectAccessible(page);
      await expectToFit(page, "films");
    }
    await page.keyboard.press("1");
    if (turn < 3) await submit(page, () => page.keyboard.press("Enter"));
    else await page.keyboard.press("Enter");
  }
  expect([...seen].sort()).toEqual(["film", "picture", "sound"]);
  await expect(page.getByText(/Nothing is left for you here/)).toBeVisible();
});

test("real pairs are imported with their labels, answered and exported", async ({ page }) => {
  test.skip(!hasReferenceData("pandalm"), referenceDataAbsent);
  const slug = `pandalm-${mark}`;
  const some = readReferenceRows("pandalm").slice(0, 2);
  const given = some.reduce((sum, row) => sum + row.labels.length, 0);
  expect(await importRows(slug, "pairwise", some)).toMatchObject({ items_added: 2, labels_added: given });
  await signInAsOwner(page);
  await openDesk(page, slug);
  await page.keyboard.press("1");
  await submit(page, () => page.keyboard.press("Enter"));
  await page.getByRole("radio").last().check({ force: true });
  await page.getByRole("button", { name: /^Submit/ }).click();
  await expect(page.getByRole("button", { name: /^Submit/ })).toBeHidden();
  const people = some.reduce((sum, row) => sum + row.labels.filter(({ kind }) => kind === "human").length, 0);
  expect(await plumbline("aggregate", "--project", slug)).toMatchObject({ tasks: 2, labels: people + 2 });
  const out = fileFor(slug);
  await plumbline("export", "--project", slug, "--format", "annotations", "--container", "jsonl", "--out", out);
  expect(readFileSync(`${out}/annotations.jsonl`, "utf8").trim().split("\n")).toHaveLength(given + 2);
});
