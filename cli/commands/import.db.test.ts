import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import type { CommandContext } from "@/cli/command";
import { command } from "@/cli/commands/import";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { saveMapping } from "@/lib/imports/save-mapping";
import { readMapFile } from "@/lib/imports/read-map-file";
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

const markFailed = vi.fn();
const contextOf = (actor: Actor): CommandContext => ({
  actor: async () => actor,
  seed: 1,
  threads: null,
  control: silentRun(),
  printRow: () => undefined,
  markFailed,
});
const runAs = (actor: Actor, file: string, options: Record<string, unknown>) =>
  command.run(contextOf(actor), { options: { create: true, format: "auto", onError: "stop", ...options }, args: [file] });

it("a project that --create made goes again with a refused file, and one that was there stays", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const actor = await systemActor("test");
  const run = (project: string, file: string) => runAs(actor, file, { project });
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

it("--map reads a file by columns that are told, and by a reading that was saved; what it cannot mean is refused", async () => {
  const actor = await systemActor("test");
  const file = fileOf("by-hand.jsonl", { Frage: "Warum?", Antwort: { eins: "Weil.", zwei: "Darum." }, Urteil: "rechts" });
  const columns = { prompt: "Frage", responses: ["Antwort.eins", "Antwort.zwei"], choice: "Urteil" };
  const run = (map: unknown, options: Record<string, unknown> = {}) =>
    runAs(actor, file, { project: "by-hand", map: typeof map === "string" ? map : fileOf("map.json", map), ...options });
  const told = { ...columns, words: { rechts: "B" } };

  await expect(run({ ...columns, wahl: 1 })).rejects.toThrow(/no use for “wahl”\. Its keys: id, prompt/);
  await expect(run({ format: "trl-unpaired", columns: { reply: "Antwort" } })).rejects.toThrow(/trl-unpaired has no reply/);
  await expect(run({ ...told, prompt: "Prompt" })).rejects.toThrow(
    /not all the columns that .*map\.json names. Its columns: Frage, Antwort, Urteil/,
  );
  await expect(run(told, { format: "arena" })).rejects.toThrow(/--map: says itself/);
  await expect(run("Umfrage")).rejects.toThrow(/a new project has no saved reading/);
  expect((await listProjects(actor)).map(({ slug }) => slug)).not.toContain("by-hand");

  expect(await run(columns)).toMatchObject({
    rows_refused: 1,
    refused: [{ line: 1, reason: expect.stringContaining("“rechts” says no side") }],
  });
  expect(await run(told)).toMatchObject({ items_added: 1, labels_added: 1, formats: [{ format: "columns" }] });

  const projectId = (await listProjects(actor)).find(({ slug }) => slug === "by-hand")?.id ?? "";
  const { reading } = await readMapFile(fileOf("map.json", told));
  await saveMapping(actor, { projectId, name: "Umfrage", reading, columns: Object.keys(columns) });
  await expect(run("Anderes")).rejects.toThrow(/No saved reading “Anderes”\. There are: Umfrage/);
  expect(await run("Umfrage")).toMatchObject({ items_existing: 1, labels_existing: 1 });
});

it("labels that fit no campaign are told beside the object, too: the status alone says that all went well", async () => {
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const pair = { prompt: "p", responses: [{ text: "a" }, { text: "b" }], labels: [{ annotator: "ada", kind: "human", choice: 0 }] };
  const done = await runAs(await systemActor("test"), fileOf("pair.jsonl", pair), { project: "ranked", kind: "ranking" });
  expect(done).toMatchObject({ items_added: 1, labels_added: 0, labels_unfit: { "the label holds no ranking": 1 } });
  expect(said).toHaveBeenCalledWith("labels that no campaign could take: 1, as the label holds no ranking\n");
});
