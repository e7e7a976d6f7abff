import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { deskProject, onDatabase, openDesk, secondAnnotator, submitButton } from "./desk-project";
import { freshContext, signInAsOwner } from "./fixtures";
import type { DeskPreferences } from "@/lib/auth/preferences-schema";

// The desk as its user wants it: every state looked through for defects, at both widths; settings that stay; texts that attack.
test.describe.configure({ mode: "serial" });

const slug = "desk-views";
const address = `/projects/${slug}/annotate`;
let page: Page;

const prompts = [
  "Question number 0: why is the sky blue?",
  "Question number 1: <script>window.ran=1</script> <img src=x onerror=window.ran=1> [x](javascript:window.ran=1)",
  "سؤال رقم 2: لماذا السماء زرقاء؟",
  "Question number 3: a fourth.",
];
const rows = prompts.map((prompt, index) => ({
  id: `view-${index}`,
  prompt,
  responses: [
    { text: "The same beginning in both.\n\nShort waves scatter **more** than long ones.", model: "north" },
    {
      text: "The same beginning in both.\n\nShort waves scatter less than long ones, `x = 1`.\n\n<svg onload=window.ran=1>",
      model: "south",
    },
  ],
  labels: [],
}));

test.beforeAll(async ({ browser }) => {
  const { page: owner } = await freshContext(browser);
  await signInAsOwner(owner);
  await deskProject(owner, "desk-views", rows);
  page = await secondAnnotator(browser, owner, "views@example.org");
  await owner.context().close();
});
test.afterAll(async () => page.context().close());

/** Once the server has a setting of the desk; what was changed before it went out before it. */
const saved = (setting: keyof DeskPreferences) =>
  page.waitForResponse(
    (answer) => answer.url().endsWith("/api/desk/preferences") && (answer.request().postData() ?? "").includes(`"${setting}"`),
  );

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`has no defects of accessibility in any state at ${width} px`, async () => {
    await page.setViewportSize({ width, height });
    await openDesk(page, address);
    await expectAccessible(page, "an item");
    for (const [key, role, name] of [
      ["?", "dialog", "Keys"],
      ["g", "dialog", /^Guide/],
      ["a", "dialog", "Your answers"],
      ["h", "dialog", "What is asked"],
      ["s", "dialog", "Why skip this one?"],
      ["e", "dialog", "Hand over to an expert"],
      ["u", "dialog", "Report unsafe content"],
      ["v", "menu", "View and settings"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole(role, { name })).toBeVisible();
      await expectAccessible(page, String(name));
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), String(name)).toBeLessThanOrEqual(0);
      await page.keyboard.press("Escape");
      await expect(page.getByRole(role, { name })).toBeHidden();
    }
    for (const layout of ["stacked", "tabs", "focus", "side"]) {
      // The next test's page begins with what was saved: on a busy machine it would be the layout before.
      const kept = saved("layout");
      await page.keyboard.press("l");
      await expect(page.locator(".desk-panes:visible")).toHaveAttribute("data-layout", layout);
      await expectAccessible(page, layout);
      await kept;
    }
  });
}

test("targets are large on a phone", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, address);
  const small = await page.getByRole("main").evaluate((main) =>
    [...main.querySelectorAll<HTMLElement>(".desk-foot button, .desk-foot textarea, .desk-fold, .desk-head a, .desk-head button")]
      .filter((element) => element.offsetParent !== null)
      .map((element) => ({ name: element.getAttribute("aria-label") ?? element.innerText, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 40 || box.height < 40)
      .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
  );
  expect(small).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("is read and answered in a low window, as at 400 %, and chosen is chosen in high contrast", async () => {
  await page.setViewportSize({ width: 320, height: 256 });
  await openDesk(page, address);
  for (const name of ["Response A", "Response B"]) {
    const response = page.getByRole("article", { name });
    await response.scrollIntoViewIfNeeded();
    await expect(response.getByText("The same beginning in both.")).toBeInViewport();
  }
  await submitButton(page).scrollIntoViewIfNeeded();
  await expect(submitButton(page)).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ forcedColors: "active" });
  const flag = page.getByRole("button", { name: "Flag", exact: true });
  const fill = (): Promise<string> => flag.evaluate((button) => getComputedStyle(button).backgroundColor);
  const before = await fill();
  await flag.click();
  await expect.poll(fill).not.toBe(before);
  await page.keyboard.press("Escape");
  await flag.click();
  await page.emulateMedia({ forcedColors: "none" });
});

test("reads in order to those who hear it", async () => {
  await openDesk(page, address);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main "Desk":
      - link "Leave the desk"
      - heading "Pairwise comparison" [level=1]
      - text: 0 of 4
      - button "Guide v1"
      - button "Your answers"
      - button "Switch between light and dark"
      - button "Keys"
      - button "View and settings"
      - region "Prompt":
        - paragraph: /Question number 0/
        - button "Fold P" [expanded]
      - article "Response A":
        - paragraph: The same beginning in both.
      - article "Response B":
        - paragraph: The same beginning in both.
      - region "Your answer":
        - radiogroup "Which would you rather have received?"
        - button "Both bad 0"
        - button "Skip S"
        - button "Flag"
        - button "More to do with this item"
        - textbox "Comment"
        - button "Undo"
        - button "Submit ↵"
  `);
});

test("marks the words that differ, folds what is shared, and keeps both for its user", async () => {
  await page.keyboard.press("d");
  const marked = (): Promise<string[]> =>
    page.evaluate(() => [...CSS.highlights].map(([name, marks]) => `${name}: ${[...marks].map(String).join(" | ")}`).sort());
  await expect.poll(marked).toContainEqual(expect.stringContaining("more"));
  // Of the responses alone: not of the buttons above them.
  expect((await marked()).join()).not.toMatch(/The same beginning|Word diff/);
  await page.keyboard.press("v");
  const kept = saved("foldSame");
  await page.getByRole("menuitemcheckbox", { name: "Fold a shared beginning" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText("The first paragraph is the same in both.")).toHaveCount(2);
  await expect(page.getByRole("article", { name: "Response A" }).getByText("The same beginning")).toBeHidden();
  await kept;
  await page.reload();
  await expect(page.getByText("The first paragraph is the same in both.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Word diff" })).toHaveAttribute("aria-pressed", "true");
});

test("moves a key where its user wants it, for good", async () => {
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await sheet.getByRole("button", { name: /^Skip, with a reason: S/ }).click();
  await page.keyboard.press("f");
  await expect(sheet.getByText(/F belongs to/)).toBeVisible();
  const kept = saved("keys");
  await page.keyboard.press("k");
  await expect(sheet.getByRole("button", { name: /^Skip, with a reason: K/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await kept;
  await page.reload();
  await expect(page.getByRole("button", { name: "Skip K" })).toBeVisible();
  await page.keyboard.press("c");
  await page.keyboard.type("kkk");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("s");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("k");
  await expect(page.getByRole("dialog", { name: "Why skip this one?" })).toBeVisible();
  await page.keyboard.press("Escape");
  // The next test begins with a key of the desk, which a dialog that is still there takes for its own.
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("speaks German to who asks for it", async () => {
  await page.keyboard.press("v");
  const kept = saved("locale");
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("menuitemradio", { name: "Nebeneinander" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Absenden/ })).toBeVisible();
  await kept;
  await page.reload();
  await expect(page.getByRole("button", { name: /^Absenden/ })).toBeVisible();
  await expectAccessible(page);
  // The form of the kind and what it misses speak German as well.
  await expect(page.getByRole("radio", { name: "A viel besser" })).toBeAttached();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: /^Beantworten Sie „/ })).toBeVisible();
  await page.keyboard.press("v");
  const again = saved("locale");
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Submit/ })).toBeVisible();
  await again;
});

test("runs nothing of what a text says, sets Arabic from the right, and covers what comes with a warning", async () => {
  await onDatabase(
    "update item set content_warning = 'Talks of accidents.' where project_id = (select id from project where slug = $1) and title like '%fourth%'",
    [slug],
  );
  await page.goto(address);
  const prompt = page.getByRole("region", { name: "Prompt" });
  const warning = page.getByText("Talks of accidents.");
  const wanted = new Set(["attacks", "from the right", "covered"]);
  for (const answered of prompts.keys()) {
    if (answered > 0) {
      await page.keyboard.press("1");
      await page.keyboard.press("Enter");
    }
    await expect(page.getByText(`${answered} of ${prompts.length}`)).toBeVisible();
    await expect(prompt.or(warning).first()).toBeVisible();
    if (await warning.isVisible()) {
      await expect(page.getByText("a fourth")).toBeHidden();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Show the item" }).click();
      await expect(prompt).toContainText("a fourth");
      wanted.delete("covered");
    }
    const text = await prompt.innerText();
    if (text.includes("<script>window.ran=1</script>")) wanted.delete("attacks");
    if (text.includes("لماذا")) {
      expect(
        await page
          .getByText("لماذا")
          .first()
          .evaluate((element) => getComputedStyle(element).direction),
      ).toBe("rtl");
      wanted.delete("from the right");
    }
    expect(await page.evaluate(() => Reflect.get(window, "ran"))).toBeUndefined();
  }
  expect([...wanted]).toEqual([]);
});

test("an answer is read again in full and changed; its time adds up", async () => {
  await page.keyboard.press("a");
  const list = page.getByRole("dialog", { name: "Your answers" });
  const entry = list.getByRole("article").last();
  await entry.getByRole("button", { expanded: false }).click();
  await expect(entry.getByText("Short waves scatter less than long ones", { exact: false })).toBeVisible();
  await entry.getByText("B much", { exact: false }).click();
  await entry.getByRole("button", { name: "Change the answer" }).click();
  await expect(page.getByText("The answer is changed")).toBeVisible();
  const [row] = await onDatabase(
    `select n.active_seconds >= o.active_seconds as kept from annotation n join annotation o on o.id = n.supersedes_id
     where n.project_id = (select id from project where slug = $1)`,
    [slug],
  );
  expect(row).toEqual({ kept: true });
});

test("what is reported as unsafe reaches the researchers and does not come again", async () => {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("u");
  const dialog = page.getByRole("dialog", { name: "Report unsafe content" });
  await dialog.getByRole("textbox").fill("It shows how somebody was hurt.");
  await dialog.getByRole("button", { name: "Report and skip" }).click();
  await expect(page.getByText(/Nothing (is left|waits) for you here/)).toBeVisible();
  await expectAccessible(page, "nothing left");
  await expect
    .poll(() =>
      onDatabase("select f.reason, f.comment from flag f join project p on p.id = f.project_id where p.slug = $1 and f.reason = 'unsafe'", [
        slug,
      ]),
    )
    .toEqual([{ reason: "unsafe", comment: "It shows how somebody was hurt." }]);
  await page.reload();
  await expect(page.getByText(/Nothing (is left|waits) for you here/)).toBeVisible();
});
