import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { fillDoor, freshContext, ownerAccount, pairs, expectToLookWell } from "./fixtures";
import { createProject, importFile, inviteByLink, openTasks } from "./projects";

// The whole product as one story; later steps stand on earlier ones.
test.describe.configure({ mode: "serial" });

const slug = "journey";
let owner: Page;
let invitation = "";

const open = async (page: Page, room: string, heading: string | RegExp): Promise<void> => {
  await page.goto(`/projects/${slug}/${room}`);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
};

test.beforeAll(async ({ browser }) => {
  ({ page: owner } = await freshContext(browser));
});

test.afterAll(async () => {
  await owner.context().close();
});

test("the owner signs in, with a wrong password first, and comes to the page that was asked for", async () => {
  await owner.goto("/members?from=a%26b");
  await expect(owner).toHaveURL(/sign-in\?next=/);
  await owner.getByLabel("E-mail address").fill("nobody@plumbline.local");
  await owner.getByLabel("Password").fill("not the password");
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("alert").filter({ hasText: /./ }).first()).toBeVisible();
  await expectToLookWell(owner, "sign-in");
  await fillDoor(owner, ownerAccount());
  await expect(owner).toHaveURL(/\/members\?from=a%26b$/);
  await owner.goto("/sign-in?next=/.//example.org");
  await expect(owner).toHaveURL(/\/projects$/);
});

test("makes a project", async () => {
  expect(await createProject(owner, "Journey")).toBe(slug);
});

test("imports a file after a look at it", async () => {
  await importFile(owner, slug, "labelled.jsonl", pairs(0, 48, true));
  await expect(owner.getByText("Rows refused")).toBeVisible();
  await expectToLookWell(owner, "import");
  await open(owner, "items", "Items");
  await expect(owner.getByText("What should I know about bread, question 0?").first()).toBeVisible();
  await expectToLookWell(owner, "items");
});

test("invites an annotator by a link that works once", async () => {
  invitation = await inviteByLink(owner);
  expect(invitation).toContain("/invitation/");
});

test("opens ten more pairs for people", async () => {
  await importFile(owner, slug, "unlabelled.jsonl", pairs(100, 10, false));
  await openTasks(owner, slug);
  await expectToLookWell(owner, "tasks");
});

test("the annotator joins and answers ten pairs by keyboard alone", async ({ browser }) => {
  const { context, page } = await freshContext(browser);
  await page.goto(invitation);
  await page.getByLabel("E-mail address").fill("reader@example.org");
  await page.getByLabel("Name").fill("Rea Reader");
  await page.getByLabel("Password").fill("four quiet words here");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await page.goto(`/projects/${slug}/annotate`);
  await expect(page.getByRole("region", { name: "Your answer" })).toBeVisible();
  await expectToLookWell(page, "desk");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  // The next item is in the page already, hidden: a role finds the one that is shown.
  const desk = page.getByRole("main", { name: "Desk" });
  for (let done = 0; done < 10; done += 1) {
    await expect(desk.getByText(`${done} of`)).toBeVisible();
    const prompt = await page.getByRole("region", { name: "Prompt" }).innerText();
    if (done === 2) {
      await page.keyboard.press("c");
      await page.keyboard.type("123 typed into the comment, not the scale");
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press(String((done % 5) + 1));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Prompt" })).not.toHaveText(prompt);
  }
  await page.keyboard.press("z");
  await expect(desk.getByText("9 of")).toBeVisible();
  await page.keyboard.press("1");
  await page.keyboard.press("Enter");
  await expect(desk.getByText("10 of")).toBeVisible();
  // Roles are checked where data are read: the bench does not exist for an annotator.
  await page.goto(`/projects/${slug}/exports`);
  await expect(page.getByRole("heading", { level: 1, name: "Exports" })).toHaveCount(0);
  await context.close();
  const { context: stranger, page: late } = await freshContext(browser);
  await late.goto(invitation);
  await expect(late.getByText(/gone/i)).toBeVisible();
  await stranger.close();
});

test("aggregates the answers", async () => {
  await open(owner, "agreement", "Agreement");
  await owner.getByRole("button", { name: /^Aggregate/ }).click();
  await expect(owner.getByText(/ada/).first()).toBeVisible({ timeout: 60_000 });
  await expectToLookWell(owner, "agreement");
});

test("trains a reward model in the worker", async () => {
  await open(owner, "reward-models", "Reward models");
  await owner.getByRole("button", { name: "Train a model" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Train", exact: true }).click();
  await expect(owner.getByText("Calibration error").first()).toBeVisible({ timeout: 150_000 });
  await expectToLookWell(owner, "reward-models");
  // The web itself starts a process for this one, from wherever the build put its files.
  await owner.goto("/projects/everyday-questions/reward-models");
  await owner.getByRole("link", { name: "Why", exact: true }).first().click();
  await expect(owner.getByRole("heading", { level: 1, name: "Why this score" })).toBeVisible({ timeout: 60_000 });
});

test("routes the open items under a budget", async () => {
  await importFile(owner, slug, "to-route.jsonl", pairs(200, 20, false));
  await open(owner, "routing", /Routing/);
  await owner.getByText("Draw a plan with settings of your own").click();
  await owner.getByRole("button", { name: /^(Draw a plan|Rehearse)/ }).click();
  await expect(owner).toHaveURL(/routing\/1$/, { timeout: 60_000 });
  // The worker draws the plan; the page shows how far it is, then the plan.
  const carryOut = owner.getByRole("button", { name: /^Open / });
  await expect(carryOut).toBeVisible({ timeout: 60_000 });
  await expectToLookWell(owner, "routing");
  await carryOut.click();
  await expect(owner.getByText(/committed/i).first()).toBeVisible({ timeout: 30_000 });
});

test("exports a version and downloads it", async () => {
  await open(owner, "exports/new", "New version");
  await owner.getByRole("button", { name: /^Build \d+ rows/ }).click();
  await expect(owner).toHaveURL(/exports\/1$/, { timeout: 60_000 });
  const archive = owner.getByRole("link", { name: /archive|\.zip|everything/i }).first();
  await expect(archive).toBeVisible({ timeout: 90_000 });
  const [download] = await Promise.all([owner.waitForEvent("download"), archive.click()]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await expectToLookWell(owner, "export");
});

test("the overview shows the whole line", async () => {
  await owner.goto(`/projects/${slug}`);
  await expect(owner.getByRole("heading", { level: 1, name: "Journey" })).toBeVisible();
  await expectToLookWell(owner, "overview");
});
