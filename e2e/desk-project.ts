import type { Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import pg from "pg";
import { freshContext } from "./fixtures";
import { importRows } from "./command-line";
import { inviteByLink, openTasks } from "./projects";

/** Pairs nobody has answered, each prompt told apart by its number. */
const openPairs = (count: number, text: (index: number) => string = (index) => `Question number ${index}: what is it good for?`) =>
  Array.from({ length: count }, (_, index) => ({
    id: `open-${index}`,
    prompt: text(index),
    responses: [
      { text: `The first answer to ${index}, which gives a reason.`, model: "north" },
      { text: `The second answer to ${index}.`, model: "south" },
    ],
    labels: [],
  }));

/** A project of its own with that many open pairs; returns the address of its desk. */
export const deskProject = async (owner: Page, slug: string, rows: number | ReturnType<typeof openPairs>): Promise<string> => {
  await importRows(slug, "pairwise", typeof rows === "number" ? openPairs(rows) : rows);
  await openTasks(owner, slug);
  return `/projects/${slug}/annotate`;
};

/** Another annotator of the workspace, signed in. */
export const secondAnnotator = async (browser: Browser, owner: Page, email: string): Promise<Page> => {
  const invitation = await inviteByLink(owner);
  const { page } = await freshContext(browser);
  await page.goto(new URL(invitation).pathname);
  await page.getByLabel("Name").fill(email.split("@")[0] ?? email);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("three plain words here");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  return page;
};

/** One statement on the database of the product under test: time that passes, which no test should wait for. */
export const onDatabase = async (statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, values)).rows;
  } finally {
    await client.end();
  }
};

export const submitButton = (page: Page) => page.getByRole("button", { name: /^Submit/ });

export const openDesk = async (page: Page, address: string): Promise<void> => {
  await page.goto(address);
  await expect(submitButton(page)).toBeVisible();
};

/** The prompt on screen, once it is another than the one before. */
export const promptOn = async (page: Page, before?: string): Promise<string> => {
  const prompt = page.getByRole("region", { name: "Prompt" });
  if (before !== undefined) await expect(prompt).not.toContainText(before);
  return /Question number \d+/.exec((await prompt.textContent()) ?? "")?.[0] ?? "";
};

/** What the person signed in has answered in a project, oldest first, as the server has it. */
export const answersOf = async (page: Page, slug: string): Promise<string[]> => {
  const rows = await onDatabase(
    `select i.title from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id join project p on p.id = a.project_id
     where p.slug = $1 and a.slot_id is not null and a.withdrawn_at is null and a.superseded_at is null order by a.created_at, a.id`,
    [slug],
  );
  return rows.map((row) => /Question number \d+/.exec(String(row["title"]))?.[0] ?? "");
};
