import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { previewDatasetVersion } from "@/lib/exports/preview-dataset-version";
import type { DatasetInput } from "@/lib/exports/schema";
import { newId } from "@/lib/ids";
import { exportVersion, jsonRows, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import type { ExportProject } from "@/scripts/testing/export-project";
import { pairRows, rankingRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const personOf = async ({ projectId }: ExportProject, name: string): Promise<string> =>
  (await db().annotator.findFirstOrThrow({ where: { projectId, name }, select: { id: true } })).id;

/** An answer of somebody to every task of a campaign of pairs. */
const answerAll = async ({ projectId, campaignId }: ExportProject, annotatorId: string, more: { repeat?: boolean } = {}): Promise<void> => {
  for (const task of await db().task.findMany({ where: { campaignId }, select: { id: true } }))
    await db().annotation.create({
      data: {
        ...{ id: newId("annotation"), projectId, campaignId, taskId: task.id, annotatorId, idemKey: newId("annotation"), payloadHash: "x" },
        response: { answers: { overall: { choice: 1 } } },
        ...more,
      },
    });
};

describe("a format of all answers", () => {
  it.each(["plumbline", "arena", "label-studio", "argilla", "annotations"] as const)(
    "%s has those that came after the newest aggregation",
    async (format) => {
      const at = await plantRows("pairwise", pairRows(7));
      const late = newId("annotator");
      await db().annotator.create({ data: { id: late, projectId: at.projectId, name: "late", source: "human" } });
      await answerAll(at, late);
      const version = await exportVersion(at, { format, container: "jsonl" });
      expect(jsonRows(await readVersionFile(at.actor, version.id, "annotations.jsonl"))).toHaveLength(7 * 5);
      const told = jsonRows(await readVersionFile(at.actor, version.id, version.files[0]?.path ?? ""));
      expect(JSON.stringify(told).match(/human-004/g)?.length).toBe(7);
    },
  );

  it("has nobody's second answer, and no battle of whoever was left out", async () => {
    const at = await plantRows("pairwise", pairRows(7));
    await answerAll(at, await personOf(at, "kim"), { repeat: true });
    await db().exclusion.create({
      data: {
        id: newId("exclusion"),
        projectId: at.projectId,
        campaignId: at.campaignId,
        annotatorId: await personOf(at, "ada"),
        reason: "noise",
      },
    });
    const arena = await exportVersion(at, { format: "arena", container: "jsonl" });
    expect(arena).toMatchObject({ rows: 7 * 3, excluded: { "left-out": 7, repeat: 7 } });
    const rows = await exportVersion(at, { format: "plumbline", container: "jsonl" });
    for (const { labels } of jsonRows(await readVersionFile(at.actor, rows.id, "train.jsonl"))) expect(labels).toHaveLength(4);
    const card = await readVersionFile(at.actor, rows.id, "README.md");
    // ada is left out, and kim's second answers are kept beside the first.
    expect(String(card)).toMatch(
      /- People: 2, with 14 answers\n.*judge-1\)\n- Beside these, 14 answers that are on record and count in no /,
    );
    const records = await exportVersion(at, { format: "argilla-flat", container: "jsonl", recipe: { annotators: "names" } });
    const [record] = jsonRows(await readVersionFile(at.actor, records.id, "train.jsonl"));
    expect(record?.["overall.responses.users"]).toEqual(["ada", "kim", "zoe"]);
  });

  it("that ranks, ranks without an aggregation and under a filter, too", async () => {
    const at = await plantRows("ranking", rankingRows(2), { aggregate: false });
    for (const recipe of [{}, { answers: { exceptAnnotators: ["zoe"] } }]) {
      const version = await exportVersion(at, { format: "oasst-messages", container: "jsonl", recipe });
      const rows = jsonRows(await readVersionFile(at.actor, version.id, version.files[0]?.path ?? ""));
      expect(rows.filter(({ role }) => role === "assistant").map(({ rank }) => rank)).toEqual([0, 1, 2, 0, 1, 2]);
      expect(version.manifest?.campaigns[0]?.consensus).toMatchObject({ source: "human" });
    }
  });
});

describe("a filter of answers", () => {
  const recipe = { answers: { exceptAnnotators: ["ada"] } };

  it("names nobody in what is published under pseudonyms", async () => {
    const at = await plantRows("pairwise", pairRows(7));
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe });
    expect(JSON.stringify(version.manifest)).not.toContain('"ada"');
    expect(version.manifest?.recipe.answers.exceptAnnotators).toEqual([expect.stringMatching(/^human-00\d$/)]);
    const named = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe: { ...recipe, annotators: "names" } });
    expect(named.manifest?.recipe.answers.exceptAnnotators).toEqual(["ada"]);
    const idle = { id: newId("annotator"), projectId: at.projectId, name: "somebody@example.org", source: "human" as const };
    await db().annotator.create({ data: idle });
    const other = { answers: { exceptAnnotators: [idle.name] } };
    const unknown = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe: other });
    expect(unknown.manifest?.recipe.answers.exceptAnnotators).toEqual(["nobody who answered"]);
  });

  it("is refused with a name that nobody has, and told the nearest", async () => {
    const at = await plantRows("pairwise", pairRows(7));
    const cases: [DatasetInput["recipe"], string][] = [
      [{ answers: { exceptAnnotators: ["Addah"] } }, "“Addah” is no annotator of this project. The nearest is “ada”."],
      [{ answers: { annotators: ["zoe", "kin"] } }, "“kin” is no annotator of this project. The nearest is “kim”."],
      [{ itemSources: ["odd", "event"] }, "“event” is no source of items of this project. The nearest is “even”."],
    ];
    for (const [recipe, refusal] of cases)
      for (const format of ["trl-preference", "plumbline", "annotations"] as const) {
        const wanted = { format, container: "jsonl" as const, recipe };
        expect(await previewDatasetVersion(at.actor, { projectId: at.projectId, ...wanted })).toMatchObject({ refusal });
        await expect(exportVersion(at, wanted)).rejects.toMatchObject({ code: "refused", userMessage: refusal });
      }
    expect(await db().datasetVersion.count({ where: { projectId: at.projectId } })).toBe(0);
  });

  it("holds for the counts and the agreement of the card and of the preview", async () => {
    const at = await plantRows("pairwise", pairRows(7));
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe });
    const card = (await readVersionFile(at.actor, version.id, "README.md")).toString("utf8");
    expect(card).toContain("- People: 2, with 14 answers");
    expect(card).toContain("(14 labels by 2 annotators)");
    expect(jsonRows(await readVersionFile(at.actor, version.id, "annotations.jsonl"))).toHaveLength(21);
    for (const format of ["trl-preference", "annotations"] as const) {
      const wanted = { projectId: at.projectId, format, container: "jsonl", recipe } as const;
      expect(await previewDatasetVersion(at.actor, wanted)).toMatchObject({ annotations: 21 });
    }
    const odd = { format: "annotations" as const, container: "jsonl" as const, recipe: { itemSources: ["odd"] } };
    expect(await previewDatasetVersion(at.actor, { projectId: at.projectId, ...odd })).toMatchObject({ rows: 12 });
    expect(await exportVersion(at, odd)).toMatchObject({ rows: 12 });
  });

  it("means language models' answers where nobody else gave any", async () => {
    const judged = pairRows(7).map((row) => ({ ...row, labels: [{ annotator: "judge", kind: "lm", choice: 1 }] }));
    const at = await plantRows("pairwise", judged, { aggregate: false });
    for (const lm of [{}, { aggregate: "majority" as const }, { answers: { from: "2020-01-01" } }])
      expect(await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe: lm })).toMatchObject({ rows: 7 });
  });
});
