import { writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { sourceAt } from "@/lib/imports/containers/file-source";
import { sweepImports, withHeartbeat } from "@/lib/imports/heartbeat";
import { importFiles } from "@/lib/imports/import-files";
import { importItems } from "@/lib/imports/import-items";
import { listRefusals } from "@/lib/imports/list-refusals";
import { previewImport } from "@/lib/imports/preview-import";
import { runImports } from "@/lib/imports/run-imports";
import { settleImport } from "@/lib/imports/settle-import";
import { readingSchema } from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/start-import";
import { requestUndo, undoImport, weighUndo } from "@/lib/imports/undo-import";
import { uploadImport } from "@/lib/imports/upload-import";
import { silentRun } from "@/lib/jobs/progress";
import { kindOf } from "@/lib/kinds/registry";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";
import { undoImportHandler } from "@/workers/handlers/undo-import";

const ours = readingSchema.parse({ container: "jsonl", format: "plumbline" });

const kind = kindOf("pairwise");
const database = testDatabase();
let actor: Actor;
let files = 0;

const newProject = async (slug: string): Promise<{ projectId: string; campaignId: string }> => {
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  return { projectId: project.id, campaignId: campaign.id };
};

const row = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  prompt: `Question ${id}`,
  responses: [{ text: `yes ${id}`, model: "m" }, { text: `no ${id}` }],
  labels: [{ annotator: "ann", kind: "human", choice: 1 }],
  ...more,
});

const write = (rows: (Record<string, unknown> | string)[]): string => {
  files += 1;
  const file = path.join(database.home, `rows-${files}.jsonl`);
  writeFileSync(file, rows.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry))).join("\n"));
  return file;
};

const counts = async (projectId: string): Promise<{ items: number; annotations: number; annotators: number }> => ({
  items: await db().item.count({ where: { projectId } }),
  annotations: await db().annotation.count({ where: { projectId } }),
  annotators: await db().annotator.count({ where: { projectId } }),
});

const load = (scope: { projectId: string; campaignId: string }, file: string, onError: "stop" | "skip" = "stop") =>
  importFiles(actor, { projectId: scope.projectId, campaignIds: [scope.campaignId], paths: [file], format: "auto", onError }, silentRun());

const upload = async (scope: { projectId: string; campaignId: string }, rows: Record<string, unknown>[], onError: "stop" | "skip") => {
  const body = Readable.from([rows.map((entry) => JSON.stringify(entry)).join("\n")].map((text) => Buffer.from(text)));
  const { id } = await uploadImport(actor, { projectId: scope.projectId, fileName: "../rows.jsonl", body });
  await startImport(actor, { ...scope, importId: id, onError, reading: ours });
  return id;
};

beforeAll(async () => {
  actor = await systemActor("test");
});

describe("an import", () => {
  it("adds items, candidates, named annotators and their answers, and nothing the second time", async () => {
    const scope = await newProject("twice");
    const file = write([
      row("a", {
        labels: [
          { annotator: "ann", kind: "human", choice: 1 },
          { annotator: "judge", kind: "lm", choice: 0 },
          { annotator: "key", kind: "gold", choice: 1 },
        ],
      }),
      row("b", {
        labels: [
          { annotator: "ann", kind: "human", choice: "tie" },
          { annotator: "ann", kind: "human", ratings: { tone: 3 } },
        ],
      }),
      row("c", { labels: [] }),
    ]);
    expect((await load(scope, file)).imports).toMatchObject([
      { state: "done", rowsRead: 3, itemsAdded: 3, candidatesAdded: 6, labelsAdded: 4, annotatorsAdded: 3, rowsRefused: 0 },
    ]);
    expect(
      await db().task.findMany({ where: { projectId: scope.projectId, isGold: true }, select: { item: { select: { externalId: true } } } }),
    ).toEqual([{ item: { externalId: "a" } }]);
    expect(await db().slot.count({ where: { projectId: scope.projectId } })).toBe(0);
    const before = await counts(scope.projectId);
    const [again] = (await load(scope, file)).imports;
    expect(again).toMatchObject({ itemsAdded: 0, itemsExisting: 3, labelsAdded: 0, labelsExisting: 4, annotatorsAdded: 0 });
    expect(Object.values(again?.labelsUnfit ?? {})).toEqual([1]);
    expect(await counts(scope.projectId)).toEqual(before);
  });

  it("keeps a label that one row states twice, and adds new labels to items that are there", async () => {
    const scope = await newProject("labels");
    const label = { annotator: "ann", kind: "human", choice: 1 };
    const twice = write([row("a", { labels: [label, label] })]);
    await load(scope, twice);
    await load(scope, twice);
    expect(await counts(scope.projectId)).toMatchObject({ items: 1, annotations: 2 });
    await load(scope, write([row("a", { labels: [label, { ...label, annotator: "bob" }] })]));
    expect(await counts(scope.projectId)).toMatchObject({ items: 1, annotations: 3 });
    // The key that the migration of 22 November gave to older answers is the one that answers get now.
    // Which of two equal labels was the first is not kept, so keys are compared as a set.
    const keys = await db().$queryRaw<{ now: string; migrated: string }[]>`
      select n.idem_key as now, 'import:' || t.item_id || ':' || left(encode(sha256(convert_to(
        n.campaign_id || ' ' || t.unit_key || ' ' || n.payload_hash || ' ' || n.place, 'UTF8')), 'hex'), 32) as migrated
      from (select a.*, row_number() over (partition by annotator_id, task_id, payload_hash order by id) - 1 as place from annotation a
        where project_id = ${scope.projectId}) n join task t on t.id = n.task_id`;
    expect(keys).toHaveLength(3);
    expect(keys.map(({ migrated }) => migrated).toSorted()).toEqual(keys.map(({ now }) => now).toSorted());
  });

  it("with stop, one bad row keeps everything out and every fault is named", async () => {
    const scope = await newProject("stop");
    const report = await load(
      scope,
      write([
        row("a"),
        "{broken",
        row("b"),
        row("c", { labels: [{ annotator: "x", kind: "human", choice: 7 }] }),
        row("a", { prompt: "other" }),
      ]),
    );
    expect(report.failure).toContain("3 rows were refused");
    expect(report.refused.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(report.refused[2]?.reason).toContain("“a” is already taken");
    expect(report.imports).toMatchObject([{ state: "failed", rowsRead: 5, itemsAdded: 0, rowsRefused: 3 }]);
    expect(await counts(scope.projectId)).toEqual({ items: 0, annotations: 0, annotators: 0 });
  });

  it("whose command was killed is closed by the sweep, with what it left; one that lives is not", async () => {
    const scope = await newProject("killed");
    const running = async (beat: string): Promise<string> => {
      const id = newId("import");
      await db().$executeRaw`
        insert into import (id, project_id, file_name, format, on_error, state, heartbeat_at)
        values (${id}, ${scope.projectId}, 'rows.jsonl', 'jsonl', 'skip', 'running', now() - ${beat}::interval)`;
      return id;
    };
    const [dead, empty, alive] = [await running("1 minute"), await running("1 minute"), await running("10 seconds")];
    const uploaded = await running("1 hour");
    await db().import.update({ where: { id: uploaded }, data: { storageKey: "somewhere" } });
    const file = write([row("a"), row("b")]);
    const source = sourceAt(file, 1, "rows.jsonl");
    const works = [{ importId: dead, source, reading: ours }];
    const targets = [{ campaignId: scope.campaignId, kind, config: kind.defaultConfig, learns: false, stored: null, lessons: [] }];
    await runImports({ projectId: scope.projectId, targets }, works, "skip", silentRun());
    await db().import.update({ where: { id: dead }, data: { state: "running", itemsAdded: 0 } });
    expect(await sweepImports()).toBe(2);
    const stateOf = async (id: string) => db().import.findUniqueOrThrow({ where: { id } });
    expect(await stateOf(dead)).toMatchObject({ state: "failed", itemsAdded: 2, candidatesAdded: 4, labelsAdded: 2 });
    expect((await stateOf(dead)).error).toContain("half way");
    expect(await stateOf(empty)).toMatchObject({ state: "failed", itemsAdded: 0 });
    expect((await stateOf(empty)).error).toContain("Nothing of it is in");
    for (const id of [alive, uploaded]) expect((await stateOf(id)).state).toBe("running");
    expect(await undoImport(actor, { projectId: scope.projectId, importId: dead })).toEqual({ items: 2, labels: 2 });
    await expect(withHeartbeat([dead], new AbortController().signal, async (signal) => signal.throwIfAborted())).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("with stop, a fault in the second file keeps the first out as well", async () => {
    const scope = await newProject("two-files");
    const report = await importFiles(
      actor,
      {
        projectId: scope.projectId,
        campaignIds: [scope.campaignId],
        paths: [write([row("a")]), write([row("b"), "x"])],
        format: "jsonl",
        onError: "stop",
      },
      silentRun(),
    );
    expect(report.imports.map((view) => view.state)).toEqual(["failed", "failed"]);
    expect(await counts(scope.projectId)).toMatchObject({ items: 0 });
  });

  it("with skip, the rest goes in and refusals can be read page by page", async () => {
    const scope = await newProject("skip");
    const report = await load(scope, write([row("a"), "{broken", row("b"), row("a", { prompt: "other" })]), "skip");
    expect(report.imports).toMatchObject([{ state: "done", rowsRead: 4, itemsAdded: 2, rowsRefused: 2 }]);
    const page = await listRefusals(actor, { projectId: scope.projectId, importId: report.imports[0]?.id ?? "", skip: 1, take: 1 });
    expect(page).toMatchObject([{ line: 4 }]);
  });

  it("with skip, a file of which nothing can be read has failed, and the others are in", async () => {
    const scope = await newProject("barren");
    const paths = [write([row("a", { responses: [] }), "{broken"]), write([row("b")])];
    const report = await importFiles(
      actor,
      { projectId: scope.projectId, campaignIds: [scope.campaignId], paths, format: "auto", onError: "skip" },
      silentRun(),
    );
    expect(report.imports.map(({ state, rowsRefused, itemsAdded }) => [state, rowsRefused, itemsAdded])).toEqual([
      ["failed", 2, 0],
      ["done", 0, 1],
    ]);
    expect(report.failure).toMatch(/^rows-\d+.jsonl: none of its rows could be read \(2 refused\)/);
    expect(report.refused).toHaveLength(2);
  });

  it("of the same file twice at once gives each row one item, ordinals without gap", async () => {
    const scope = await newProject("at-once");
    const file = write(Array.from({ length: 1_600 }, (_, i) => row(`r${i}`)));
    await Promise.all([load(scope, file, "skip"), load(scope, file, "skip"), load(scope, file, "stop")]);
    expect(await counts(scope.projectId)).toMatchObject({ items: 1_600, annotations: 1_600, annotators: 1 });
    const ordinals = await db().item.aggregate({ where: { projectId: scope.projectId }, _min: { ordinal: true }, _max: { ordinal: true } });
    expect(ordinals).toMatchObject({ _min: { ordinal: 1 }, _max: { ordinal: 1_600 } });
  });

  it("lays batches out before it knows what is new in them, and finds rows that are not", async () => {
    const scope = await newProject("drafts");
    // A batch ends at three million characters: two rows each, the later ones laid out while those before are copied.
    const pad = { meta: { pad: "x".repeat(1_600_000) } };
    const rows = Array.from({ length: 16 }, (_, i) => row(`r${i}`, pad));
    rows[8] = row("r1", pad);
    rows[11] = row("r2", { ...pad, prompt: "Another question" });
    rows[14] = row("r14", { ...pad, labels: [{ annotator: "bea", kind: "human", choice: 0 }] });
    const report = await load(scope, write(rows), "skip");
    expect(report.imports[0]).toMatchObject({ itemsAdded: 14, itemsExisting: 1, labelsAdded: 14, labelsExisting: 1, rowsRefused: 1 });
    const items = await db().item.findMany({
      where: { projectId: scope.projectId },
      orderBy: { ordinal: "asc" },
      select: {
        ordinal: true,
        externalId: true,
        tasks: { select: { annotations: { select: { annotator: { select: { name: true } } } } } },
      },
    });
    const kept = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 15];
    expect(items.map(({ ordinal, externalId }) => [ordinal, externalId])).toEqual(kept.map((i, at) => [at + 1, `r${i}`]));
    expect(items.flatMap(({ tasks }) => tasks.flatMap(({ annotations }) => annotations.map(({ annotator }) => annotator.name)))).toEqual(
      kept.map((i) => (i === 14 ? "bea" : "ann")),
    );
  });

  it("goes on after its process died, and reports the whole", async () => {
    const scope = await newProject("resume");
    const rows = Array.from({ length: 2_500 }, (_, i) => row(`r${i}`));
    const importId = await upload(scope, rows, "skip");
    const dying = new AbortController();
    const source = {
      fileName: "rows.jsonl",
      byteSize: 1,
      path: null,
      open: () => Readable.from([Buffer.from(rows.map((entry) => JSON.stringify(entry)).join("\n"))]),
    };
    const run = runImports(
      {
        projectId: scope.projectId,
        targets: [{ campaignId: scope.campaignId, kind, config: kind.defaultConfig, learns: false, stored: null, lessons: [] }],
      },
      [{ importId, source, reading: ours }],
      "skip",
      {
        signal: dying.signal,
        report: () => dying.abort(new Error("killed")),
      },
    );
    await expect(run).rejects.toThrow("killed");
    const { items } = await counts(scope.projectId);
    expect(items).toBeGreaterThan(0);
    expect(items).toBeLessThan(2_500);
    const view = await importItems(actor, { projectId: scope.projectId, importId }, silentRun());
    expect(view).toMatchObject({
      state: "done",
      rowsRead: 2_500,
      itemsAdded: 2_500,
      itemsExisting: 0,
      labelsAdded: 2_500,
      labelsExisting: 0,
    });
    expect(await counts(scope.projectId)).toMatchObject({ items: 2_500, annotations: 2_500 });
  });

  it("that is cancelled leaves nothing", async () => {
    const scope = await newProject("cancel");
    const importId = await upload(
      scope,
      Array.from({ length: 2_500 }, (_, i) => row(`r${i}`)),
      "skip",
    );
    const stop = new AbortController();
    const control = { signal: stop.signal, report: () => stop.abort(new AppError("cancelled", { userMessage: "Cancelled." })) };
    await expect(importItems(actor, { projectId: scope.projectId, importId }, control)).rejects.toThrow("Cancelled.");
    await settleImport({ projectId: scope.projectId, importId, outcome: "cancelled", message: "Cancelled." });
    expect(await counts(scope.projectId)).toEqual({ items: 0, annotations: 0, annotators: 0 });
    expect(await db().import.findUniqueOrThrow({ where: { id: importId }, select: { state: true } })).toEqual({ state: "cancelled" });
  });
});

describe("an uploaded file", () => {
  it("is looked at before anything is written, and started once", async () => {
    const scope = await newProject("preview");
    const body = Readable.from([Buffer.from("Question,Answer one,Answer two,who\nQ1,x,y,b\n,,\nQ2,x,y,a\n")]);
    const { id, fileName } = await uploadImport(actor, { projectId: scope.projectId, fileName: "../../etc/table.csv", body });
    expect(fileName).toBe("table.csv");
    const preview = await previewImport(actor, { ...scope, importId: id });
    expect(preview).toMatchObject({
      reading: { container: "csv", format: "columns" },
      columns: ["Question", "Answer one", "Answer two", "who"],
      needsMapping: true,
    });
    if (!preview.reading.mapping) throw new Error("a table needs a mapping");
    const mapping = {
      ...preview.reading.mapping,
      prompt: "Question",
      responses: ["Answer one", "Answer two"],
      models: [null, null],
      choice: "who",
    };
    const reading = { ...preview.reading, mapping };
    const mapped = await previewImport(actor, { ...scope, importId: id, reading });
    expect(mapped).toMatchObject({ rowsLooked: 3, rowsFine: 2, labels: 2, complete: true, refusals: [{ line: 3 }] });
    expect((await counts(scope.projectId)).items).toBe(0);
    await startImport(actor, { ...scope, importId: id, onError: "skip", reading });
    await expect(startImport(actor, { ...scope, importId: id, onError: "skip", reading })).rejects.toThrow("already been started");
    expect(await importItems(actor, { projectId: scope.projectId, importId: id }, silentRun())).toMatchObject({
      itemsAdded: 2,
      labelsAdded: 2,
      rowsRefused: 1,
    });
  });
});

describe("undo", () => {
  it("takes out what the import brought and leaves what was there before", async () => {
    const scope = await newProject("undo");
    await load(scope, write([row("a")]));
    const before = await counts(scope.projectId);
    const { imports } = await load(scope, write([row("a", { labels: [{ annotator: "bob", kind: "human", choice: 0 }] }), row("b")]));
    const importId = imports[0]?.id ?? "";
    expect(await undoImport(actor, { projectId: scope.projectId, importId })).toEqual({ items: 1, labels: 2 });
    expect(await counts(scope.projectId)).toEqual(before);
    await expect(undoImport(actor, { projectId: scope.projectId, importId })).rejects.toThrow("undone already");
  });

  it("is a job where much came in: whole or not at all, once, and weighed before", async () => {
    const scope = await newProject("undo-job");
    await load(scope, write([row("a")]));
    const before = await counts(scope.projectId);
    const { imports } = await load(
      scope,
      write([row("a", { labels: [{ annotator: "bob", kind: "human", choice: 0 }] }), row("b"), row("c")]),
    );
    const place = { projectId: scope.projectId, importId: imports[0]?.id ?? "" };
    const job = { actor, projectId: scope.projectId, subjectId: place.importId, ...silentRun() };
    expect(await weighUndo(actor, place)).toEqual({ items: 2, labels: 3, labelsElsewhere: 1, aggregations: 0, answers: 0, leases: 0 });
    expect(await requestUndo(actor, place, 4)).toEqual({ items: 0, labels: 0, jobId: expect.any(String) });
    await expect(requestUndo(actor, place, 4)).rejects.toThrow("being undone already");
    const stop = new AbortController();
    const report = ({ done }: { done: number }): void => void (done > 1 && stop.abort(new Error("stopped")));
    await expect(undoImport(actor, place, { signal: stop.signal, report })).rejects.toThrow("stopped");
    expect(await counts(scope.projectId)).toMatchObject({ items: 3, annotations: 4 });
    expect(await undoImportHandler.run(job)).toContain("2 items");
    expect(await counts(scope.projectId)).toEqual(before);
    expect(await undoImportHandler.run(job)).toContain("were removed");
  });

  it("refuses where people have labelled its items since", async () => {
    const scope = await newProject("undo-refused");
    const { imports } = await load(scope, write([row("a")]));
    const task = await db().task.findFirstOrThrow({ where: { projectId: scope.projectId }, select: { id: true } });
    const annotator = await db().annotator.create({
      data: { id: newId("annotator"), projectId: scope.projectId, name: "late", source: "human" },
      select: { id: true },
    });
    await db().annotation.create({
      data: {
        id: newId("annotation"),
        ...scope,
        taskId: task.id,
        annotatorId: annotator.id,
        idemKey: "k",
        payloadHash: "h",
        response: { answers: { overall: { choice: 0 } } },
      },
      select: { id: true },
    });
    await expect(undoImport(actor, { projectId: scope.projectId, importId: imports[0]?.id ?? "" })).rejects.toThrow("1 answer");
    expect(await counts(scope.projectId)).toMatchObject({ items: 1, annotations: 2 });
  });
});
