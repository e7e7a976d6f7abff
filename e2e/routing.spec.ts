import { expect, test } from "@playwright/test";
import { pairs, expectToLookWell } from "./fixtures";
import { judgedProject } from "./judged-project";
import type { JudgedProject } from "./judged-project";
import { importFile } from "./projects";

// One story, each step standing on the one before: a judge labels, a plan is drawn and committed, people and the judge answer,
// what they changed is measured, and what is left is planned anew.
test.describe.configure({ mode: "serial" });

const slug = "routing-rounds";
const judge = "long-winded";
const answers = 5;
const ownSettings = "Draw a plan with settings of your own";
let project: JudgedProject;
let judgePage = "";

/** Presses a button that leads to a plan until it does: a press before the page has come alive is lost. */
const toPlan = async (name: RegExp, number: number): Promise<void> => {
  const { owner } = project;
  await owner.getByRole("button", { name }).click();
  await expect(owner).toHaveURL(new RegExp(`routing/${number}$`), { timeout: 60_000 });
  await expect(owner.getByRole("heading", { name: "What the plan does" })).toBeVisible({ timeout: 90_000 });
};

test.beforeAll(async ({ browser }) => {
  project = await judgedProject(browser, "Routing rounds");
});

test.afterAll(() => project.close());

test("without a judge's label there is nothing to route, and the page says what to do", async () => {
  const { owner, openRoom } = project;
  await openRoom("routing", "Routing");
  await expect(owner.getByRole("heading", { name: "No language model has labelled here yet" })).toBeVisible();
  await expectToLookWell(owner, "routing-empty");
});

test("a model on a server labels every item as a judge", async () => {
  const people = pairs(0, 80, true).map((row) => ({ ...row, labels: row.labels.slice(0, 2) }));
  const { owner } = project;
  await importFile(owner, slug, "pairs.jsonl", [...people, ...pairs(500, 40, false)]);
  judgePage = await project.addJudge(judge, async () => {
    await owner.getByLabel("Orders").selectOption("one");
  });
  await project.ask("all tasks");
  await project.untilShown(judgePage, () => expect(owner.getByText("120 labels")).toBeVisible({ timeout: 2_000 }));
});

test("a plan is drawn, says what the next dollar buys and where its items lie", async () => {
  const { owner, openRoom } = project;
  await openRoom("routing", "Routing");
  await expect(owner.getByRole("button", { name: /^Answer it from 80 items/ })).toBeVisible();
  await owner.getByText(ownSettings).click();
  await expect(owner.getByLabel("Judge that keeps the rest")).toHaveValue(judge);
  await owner.getByLabel("Share of the items for people, %").fill("50");
  await owner.getByLabel("Of these, drawn at random, %").fill("20");
  await toPlan(/^Draw a plan for 40 items/, 1);
  await expect(owner.getByRole("heading", { name: "What the money buys" })).toBeVisible();
  await expect(owner.getByText(/^The (next|last) \$/)).toBeVisible();
  await expect(owner.getByRole("img", { name: /Where they lie: \d+ instances/ })).toBeVisible();
  await expectToLookWell(owner, "routing-plan");
});

test("strategies stand side by side for the same money", async () => {
  const { owner, openRoom } = project;
  await openRoom("routing", "Routing");
  const answer = owner.getByRole("region", { name: "People or a judge?" });
  await expect(answer.getByText(/^(Both:|People, for|Not told yet|Nobody can|long-winded alone:)/)).toBeVisible();
  await owner.getByText(ownSettings).click();
  await owner.getByLabel("Who goes to people first").selectOption({ label: "Random" });
  await owner.getByLabel("Share of the items for people, %").fill("50");
  await toPlan(/^Draw a plan for 40 items/, 2);
  await expect(owner.getByText(/people and the judge/).first()).toBeVisible();
  await openRoom("routing", "Routing");
  await expect(owner.getByRole("table", { name: "Plans" }).getByRole("row")).toHaveCount(3);
  await expectToLookWell(owner, "routing");
});

test("items are tagged, and a tag of the project's own says how many items have it", async () => {
  const { owner, openRoom } = project;
  await openRoom("routing/tags", "Tags");
  await owner.getByRole("button", { name: "Tag 120 items" }).click();
  const table = owner.getByRole("table", { name: "Tags of the project" });
  await project.untilShown(`/projects/${slug}/routing/tags`, () =>
    expect(owner.getByText("counted over 120 items, by built-in", { exact: false })).toBeVisible({ timeout: 2_000 }),
  );
  await expectToLookWell(owner, "routing-tags");
  await owner.getByRole("button", { name: "Add a tag" }).click();
  await owner.getByLabel("An item has it when").selectOption({ label: "always" });
  await owner.getByRole("textbox", { name: /^Name/ }).fill("all of them");
  await owner.getByRole("button", { name: "Add the tag" }).click();
  await expect(table.getByRole("row", { name: /every item.*120.*100/ })).toBeVisible();
  await owner.getByRole("button", { name: "Save 91 tags" }).click();
  await expect(owner.getByText("this project’s own set", { exact: false })).toBeVisible();
  await openRoom("routing/mixes", "Measured mixes");
  await owner.getByLabel("CSV file").setInputFiles({ name: "runs.csv", mimeType: "text/csv", buffer: Buffer.from("score\n1\n2") });
  await owner.getByRole("button", { name: "Add the table" }).click();
  await expect(owner.getByText("The table has 2 mixes; 10 to 500 can be learned from.")).toBeVisible();
});

test("a plan is committed, and people and the judge answer what it gives them", async () => {
  const { owner, server } = project;
  await owner.goto(`/projects/${slug}/routing/1`);
  await owner.getByRole("button", { name: /^Open \d+ tasks/ }).click();
  await expect(owner.getByRole("heading", { name: "Predicted and actual" })).toBeVisible({ timeout: 60_000 });
  await expect(owner.getByText("No answer has come in yet.", { exact: false })).toBeVisible();
  const decisions = await owner.getByRole("link", { name: "all 40 as JSON lines" }).getAttribute("href");
  const lines = (await (await owner.request.get(decisions ?? "")).text()).split("\n");
  const kept = lines.filter((line) => line.includes(`"lm:${judge}"`)).length;
  expect(kept).toBeGreaterThan(0);

  // Other settings are another version of the judge, which answers its share of the plan anew.
  await owner.goto(judgePage);
  await owner.getByLabel("Temperature").fill("0.2");
  await owner.getByRole("button", { name: "Save as version 2" }).click();
  await expect(owner.getByText("version 2 ·", { exact: false })).toBeVisible();
  const asked = server.billed.size;
  await owner.getByLabel("Ask again").check();
  await project.ask("its share of plan 1");

  await owner.goto(`/projects/${slug}/annotate`);
  const prompt = owner.getByRole("region", { name: "Prompt" });
  for (let count = 0; count < answers; count += 1) {
    const before = await prompt.innerText();
    await owner.keyboard.press(count % 2 === 0 ? "1" : "5");
    await owner.keyboard.press("Enter");
    await expect(prompt).not.toHaveText(before);
  }
  await expect.poll(() => server.billed.size - asked, { timeout: 60_000 }).toBe(kept);
});

test("what people changed stands beside what was predicted", async () => {
  const { owner } = project;
  await project.untilShown(`/projects/${slug}/routing/1`, () =>
    expect(owner.getByText("People changed the judge’s label")).toBeVisible({ timeout: 2_000 }),
  );
  await expect(owner.getByText("Labels changed beyond chance")).toBeVisible();
  await expectToLookWell(owner, "routing-measured");
});

test("what is left is planned anew, from what came in", async () => {
  const { owner } = project;
  await owner.goto(`/projects/${slug}/routing/1`);
  await toPlan(/^Re-plan what is left$/, 3);
  await expect(owner.getByText(/Whom to ask about 3\d items/)).toBeVisible();
  await owner.goto(`/projects/${slug}/routing/1`);
  await expect(owner.getByText("stopped").first()).toBeVisible();
});
