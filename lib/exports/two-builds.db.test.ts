import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { buildDatasetVersion, settleDatasetVersion } from "@/lib/exports/build-dataset-version";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { filesOf } from "@/lib/exports/store";
import { sweepDatasetFiles } from "@/lib/exports/sweep-dataset-files";
import type * as Storage from "@/lib/storage";
import { blobPath, readBlob, writeBlob } from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";
import { plantRows } from "@/scripts/testing/export-project";
import type { ExportProject } from "@/scripts/testing/export-project";

testDatabase();

/** What the next write of a file waits for: a worker whose machine sleeps. */
const frozen = vi.hoisted(() => ({ until: null as Promise<void> | null }));

vi.mock("@/lib/storage", async (load) => {
  const real = await load<typeof Storage>();
  const writes: typeof real.writeBlob = async (...wanted) => {
    const { until } = frozen;
    frozen.until = null;
    await until;
    return real.writeBlob(...wanted);
  };
  return { ...real, writeBlob: writes };
});

afterEach(() => {
  frozen.until = null;
});

const rows = (count: number, word: string): object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${word}-${index}`,
    prompt: `${word} prompt ${index}`,
    responses: [{ text: "better" }, { text: "worse" }],
    labels: [{ annotator: "ann", kind: "human", choice: 0 }],
  }));

const ask = async ({ actor, projectId }: ExportProject): Promise<string> =>
  (await createDatasetVersion(actor, { projectId, build: "caller", format: "trl-preference", container: "jsonl", recipe: {} })).id;

/** A build that stands still before it writes its first file, and what wakes it. */
const freezeBuild = async (at: ExportProject, versionId: string) => {
  let wake: () => void = () => undefined;
  frozen.until = new Promise((resolve) => {
    wake = resolve;
  });
  const ended = buildDatasetVersion(at.actor, { projectId: at.projectId, versionId }).then(
    (version) => version.state,
    (error: unknown) => String(error),
  );
  await vi.waitFor(() => expect(frozen.until).toBeNull(), { timeout: 20_000 });
  return { wake, ended };
};

/** Another answer: what is built from now on has other bytes. */
const answerAnother = async ({ projectId, campaignId }: ExportProject): Promise<void> => {
  const [task, annotator] = await Promise.all([
    db().task.findFirstOrThrow({ where: { projectId, item: { externalId: "late-1" } }, select: { id: true } }),
    db().annotator.findFirstOrThrow({ where: { projectId }, select: { id: true } }),
  ]);
  await db().annotation.updateMany({
    where: { projectId, campaignId, taskId: task.id, annotatorId: annotator.id },
    data: { response: { answers: { overall: { choice: 1 } } } },
  });
};

const expectWhole = async (projectId: string, versionId: string): Promise<void> => {
  const files = await filesOf(projectId, versionId);
  expect(files.map(({ path }) => path)).toContain("train.jsonl");
  for (const { storageKey, sha256, byteSize } of files) {
    const bytes = await buffer(readBlob(storageKey));
    expect([createHash("sha256").update(bytes).digest("hex"), bytes.byteLength]).toEqual([sha256, byteSize]);
  }
};

const folderOf = (versionId: string): string => blobPath(`datasets/${versionId}`);

describe("two builds of one version", () => {
  it("leave what the first of them finished as it is, when the other wakes after it", async () => {
    const at = await plantRows("pairwise", rows(4, "late"));
    const id = await ask(at);
    const { wake, ended } = await freezeBuild(at, id);
    await answerAnother(at);
    const done = await buildDatasetVersion(at.actor, { projectId: at.projectId, versionId: id });
    expect(done.state).toBe("done");
    wake();
    const woken = await ended;
    await expectWhole(at.projectId, id);
    expect(woken).toBe("done");
    expect(await readdir(folderOf(id))).toHaveLength(1);
  });

  it("are whole whoever is first: one that wakes while the other is at work takes nothing from it", async () => {
    const at = await plantRows("pairwise", rows(4, "late"));
    const id = await ask(at);
    const first = await freezeBuild(at, id);
    await answerAnother(at);
    const second = await freezeBuild(at, id);
    first.wake();
    expect(await first.ended).toBe("done");
    second.wake();
    expect(await second.ended).toBe("done");
    await expectWhole(at.projectId, id);
    expect(await readdir(folderOf(id))).toHaveLength(1);
  });

  it("leave no file for good: a try that was killed is swept away when the version has ended, never before", async () => {
    const at = await plantRows("pairwise", rows(4, "late"));
    const [id, ended] = [await ask(at), await ask(at)];
    for (const version of [id, ended]) await writeBlob(`datasets/${version}/killed/train.jsonl`, Buffer.from("half"));
    await sweepDatasetFiles();
    expect(await readdir(folderOf(id))).toEqual(["killed"]);
    await buildDatasetVersion(at.actor, { projectId: at.projectId, versionId: id });
    await settleDatasetVersion({ projectId: at.projectId, subjectId: ended, outcome: "cancelled", message: "enough" });
    // It woke once more after the version was given up.
    await writeBlob(`datasets/${ended}/killed/train.jsonl`, Buffer.from("half"));
    const stranger = "dst_ofanotherdatabase";
    await writeBlob(`datasets/${stranger}/kept/train.jsonl`, Buffer.from("whole"));
    await sweepDatasetFiles();
    await expectWhole(at.projectId, id);
    expect(await readdir(folderOf(id))).toHaveLength(1);
    expect(existsSync(folderOf(ended))).toBe(false);
    expect(existsSync(folderOf(stranger))).toBe(true);
  });
});
