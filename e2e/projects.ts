import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { toFile } from "./fixtures";
import type { pairs } from "./fixtures";

/** First steps of a story, by the pages that an owner takes them on. Where they are not the story: importRows in command-line.ts. */

/** A press before the page has come alive is lost; people press again, and so does this. */
export const openDialog = async (page: Page, button: string, role: "dialog" | "alertdialog"): Promise<void> =>
  expect(async () => {
    await page.getByRole("button", { name: button }).first().click();
    await expect(page.getByRole(role)).toBeVisible({ timeout: 2_000 });
  }).toPass();

/** Makes a project from the list of projects; returns its short name. */
export const createProject = async (owner: Page, name: string): Promise<string> => {
  const slug = name.toLowerCase().replaceAll(" ", "-");
  await owner.goto("/projects");
  await openDialog(owner, "Create a project", "dialog");
  await owner.getByLabel("Name", { exact: true }).fill(name);
  await owner
    .getByRole("dialog")
    .getByRole("button", { name: /create/i })
    .click();
  await expect(owner).toHaveURL(new RegExp(`/projects/${slug}`));
  return slug;
};

/** Sends rows as a file, and imports them as they are understood. */
export const importFile = async (owner: Page, slug: string, name: string, rows: ReturnType<typeof pairs>): Promise<void> => {
  await owner.goto(`/projects/${slug}/imports`);
  await expect(owner.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
  await owner.getByLabel(/Choose a file of items/).setInputFiles(toFile(name, rows));
  await owner.getByRole("button", { name: `Import ${rows.length} ${rows.length === 1 ? "row" : "rows"}` }).click();
  await expect(owner.getByText("Items added")).toBeVisible({ timeout: 60_000 });
};

/** Opens every task of the project for people. */
export const openTasks = async (owner: Page, slug: string): Promise<void> => {
  await owner.goto(`/projects/${slug}/tasks`);
  await openDialog(owner, "Open all tasks", "alertdialog");
  await owner
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Open / })
    .click();
  await expect(owner.getByRole("link", { name: "Annotate" }).first()).toBeVisible();
};

/** Makes an invitation; returns its link. */
export const inviteByLink = async (owner: Page): Promise<string> => {
  await owner.goto("/members");
  await openDialog(owner, "Invite a person", "dialog");
  await owner.getByRole("button", { name: "Make the link" }).click();
  return owner.getByLabel("Link to send").inputValue();
};
