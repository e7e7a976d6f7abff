import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import type { CommandContext } from "@/cli/command";
import { command } from "@/cli/commands/import";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";
import { listProjects } from "@/lib/projects/list-projects";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const folder = mkdtempSync(path.join(os.tmpdir(), "plumbline-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (name: string, ...rows: unknown[]): string => {
  const file = path.join(folder, name);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return file;
};

it("a project that --create made goes again with a refused file, and one that was there stays", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const actor = await systemActor("test");
  const markFailed = vi.fn();
  const context: CommandContext = {
    actor: async () => actor,
    seed: 1,
    threads: null,
    control: silentRun(),
    printRow: () => undefined,
    markFailed,
  };
  const run = (project: string, file: string) =>
    command.run(context, { options: { project, create: true, format: "auto", onError: "stop" }, args: [file] });
  const slugs = async () => (await listProjects(actor)).map(({ slug }) => slug);
  const good = { prompt: "p", responses: [{ text: "a" }, { text: "b" }], labels: [{ annotator: "ada", kind: "human", choice: 0 }] };
  const broken = fileOf("broken.jsonl", good, { ...good, responses: [] });

  expect(await run("fresh", broken)).toMatchObject({ project: "fresh", rows_refused: 1, items_added: 0 });
  await expect(run("fresh", fileOf("unknown.jsonl", { first: 1, second: 2 }))).rejects.toMatchObject({ code: "refused" });
  expect(await slugs()).toEqual([]);

  await createProject(actor, { name: "Known", slug: "known" });
  await run("known", broken);
  expect(markFailed).toHaveBeenCalledTimes(2);
  expect(await run("fresh", fileOf("good.jsonl", good))).toMatchObject({ items_added: 1, labels_added: 1 });
  expect(await slugs()).toEqual(["known", "fresh"]);
});
