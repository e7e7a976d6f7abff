import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { openTasks } from "./projects";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "plumbline-kinds-"));

/** A place for files of a test. */
export const fileFor = (name: string): string => path.join(folder, name);

/** The command line on the installation under test; its last line is one JSON object. */
export const plumbline = async (...args: string[]): Promise<unknown> => {
  const { stdout } = await run(process.execPath, ["scripts/plumbline.mjs", ...args, "--json", "--home", process.env.E2E_HOME ?? ""], {
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
};

/** Imports rows into a project of its own with a campaign of the kind. */
export const importRows = async (slug: string, kind: string, rows: readonly object[]): Promise<unknown> => {
  const file = fileFor(`${slug}.jsonl`);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return plumbline("import", file, "--project", slug, "--create", "--kind", kind);
};

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
