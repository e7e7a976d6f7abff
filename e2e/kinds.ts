import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { openTasks } from "./projects";

/** Opens every task of the project for people and goes to its desk. */
export const openDesk = async (page: Page, slug: string): Promise<void> => {
  await openTasks(page, slug);
  await page.goto(`/projects/${slug}/annotate`);
  await expect(page.getByRole("button", { name: /^Submit/ })).toBeVisible();
};

/** Sends the answer and waits until it is counted. */
export const submit = async (page: Page, how: () => Promise<void>): Promise<void> => {
  const counter = page.getByText(/^\d+ of \d+$/);
  const before = (await counter.textContent()) ?? "";
  await how();
  await expect(counter).not.toHaveText(before);
};
