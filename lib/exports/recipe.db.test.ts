import { gunzipSync } from "node:zlib";
import { decompress } from "fzstd";
import { describe, expect, it } from "vitest";
import { diffVersions } from "@/lib/exports/diff-versions";
import { previewDatasetVersion } from "@/lib/exports/preview-dataset-version";
import { streamExport } from "@/lib/exports/stream-export";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createCampaign } from "@/lib/projects/create-campaign";
import { exportVersion, jsonRows, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import { pairRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const label = (annotator: string, choice: number | string): object => ({ annotator, kind: "human", choice });
const row = (index: number, choices: (number | string)[]): object => ({
  id: `row-${index}`,
  prompt: `Question ${index % 6}`,
  responses: [{ text: `first ${index}` }, { text: `second ${index}` }],
  labels: choices.map((choice, who) => label(`person-${who}`, choice)),
});
const votes: (number | string)[][] = [[0, 0, 0], [0, 0, 1], ["tie", "tie", "tie"], ["both-bad", "both-bad", "both-bad"], [1], [1, 1, 1]];

describe("a recipe", () => {
  it("leaves out by rule, counts by reason, and previews what it builds", async () => {
    const at = await plantRows(
      "pairwise",
      votes.map((choices, index) => row(index, choices)),
    );
    const recipe = { minVoteShare: 0.8, minLabels: 2, aggregate: "majority" as const };
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe });
    const excluded = { contested: 1, "few-labels": 1, tie: 1, "both-bad": 1 };
    expect(version).toMatchObject({ rows: 2, excluded });
    const preview = await previewDatasetVersion(at.actor, {
      projectId: at.projectId,
      format: "trl-preference",
      container: "jsonl",
      recipe,
    });
    expect(preview).toMatchObject({ rows: 2, excluded, considered: 6, countedItems: 6, refusal: null });
  });

  it("does not call contested what an expert decided", async () => {
    const at = await plantRows("pairwise", [row(0, [0, 0, 1]), row(1, [0, 0, 1])]);
    const { projectId } = at;
    const { id: taskId, campaignId } = await db().task.findFirstOrThrow({ where: { projectId, item: { externalId: "row-0" } } });
    const expert = { id: newId("annotator"), projectId, name: "Expert", source: "adjudicator" as const };
    await db().annotator.create({ data: expert });
    const decision = {
      id: newId("annotation"),
      projectId,
      campaignId,
      taskId,
      annotatorId: expert.id,
      idemKey: "decides",
      payloadHash: "d",
    };
    await db().annotation.create({ data: { ...decision, response: { answers: { overall: { choice: 1 } } } } });
    const recipe = { minVoteShare: 0.8, aggregate: "majority" as const };
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe });
    expect(version).toMatchObject({ rows: 1, excluded: { contested: 1 } });
    expect(jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl"))).toMatchObject([{ chosen: "second 0" }]);
    // A decision on the question as it was before settles nothing, though the votes come to the same.
    await db().annotation.update({ where: { id: decision.id }, data: { response: { answers: { overall: { choice: 0 } } } } });
    await db().annotation.updateMany({ where: { projectId, NOT: { id: decision.id } }, data: { questionVersion: 2 } });
    await db().campaign.update({ where: { id: campaignId }, data: { countsFrom: 2 } });
    await expect(exportVersion(at, { format: "trl-preference", container: "jsonl", recipe })).rejects.toThrow(/contested|empty|left out/);
  });

  it("that names no campaign means the first that the format has a form for", async () => {
    const at = await plantRows("pairwise", [row(0, [0])]);
    await createCampaign(at.actor, { projectId: at.projectId, name: "Marks", slug: "marks", kind: "segment" });
    const campaignsOf = async (format: "ddpo" | "trl-preference") =>
      (await previewDatasetVersion(at.actor, { projectId: at.projectId, format, container: "jsonl" })).campaigns.map(({ name }) => name);
    expect(await campaignsOf("ddpo")).toEqual(["Marks"]);
    expect(await campaignsOf("trl-preference")).not.toEqual(["Marks"]);
  });

  it("that keeps some sources has a card of their licence, languages and models alone", async () => {
    const of = (source: string, licence: string | undefined, language: string, index: number) => ({
      ...row(index, [0]),
      ...{ source, license: licence, meta: { language } },
      responses: [{ text: `first ${index}`, model: `${source}-a` }, { text: `second ${index}` }],
    });
    const at = await plantRows("pairwise", [
      of("ours", "MIT", "de", 0),
      of("theirs", "CC-BY-4.0", "fr", 1),
      of("part", undefined, "en", 2),
    ]);
    const cardOf = async (itemSources: string[]) => {
      const version = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe: { itemSources } });
      const card = (await readVersionFile(at.actor, version.id, "README.md")).toString();
      return [
        ...(/^license: .*$/m.exec(card) ?? []),
        ...[...card.matchAll(/^ {2}- "(de|fr|en)"$/gm)].map(([, code]) => code),
        /written by: (.*)/.exec(card)?.[1],
        version.manifest?.models.candidates,
      ];
    };
    expect(await cardOf(["ours"])).toEqual(['license: "mit"', "de", "ours-a", ["ours-a"]]);
    // What has no licence is not under that of the others.
    expect(await cardOf(["ours", "part"])).toEqual(['license: "other"', "de", "en", "ours-a, part-a", ["ours-a", "part-a"]]);
    expect(await cardOf(["part"])).toEqual(["en", "part-a", ["part-a"]]);
  });

  it("gives ties and “both bad” as single responses, and the weights that balance them", async () => {
    const at = await plantRows(
      "pairwise",
      votes.map((choices, index) => row(index, choices)),
    );
    const version = await exportVersion(at, { format: "trl-unpaired", container: "jsonl", recipe: { ties: "unpaired" } });
    const rows = jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl"));
    const ofPrompt = (prompt: string) => rows.filter((one) => one.prompt === prompt).map((one) => one.label);
    expect([ofPrompt("Question 2"), ofPrompt("Question 3"), ofPrompt("Question 0")]).toEqual([
      [true, true],
      [false, false],
      [true, false],
    ]);
    expect(version.manifest?.training).toEqual({ desirable_rows: 6, undesirable_rows: 6, desirable_weight: 1, undesirable_weight: 1 });
  });

  it("fits the consensus anew to the answers that a filter keeps", async () => {
    const at = await plantRows("pairwise", [row(0, [0, 0, 1]), row(1, [0, 0, 1])]);
    const recipe = { answers: { annotators: ["person-2"] }, annotators: "names" as const };
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe });
    expect(jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl")).map((one) => one.chosen)).toEqual(["second 0", "second 1"]);
    expect(jsonRows(await readVersionFile(at.actor, version.id, "annotations.jsonl")).map((one) => one.annotator)).toEqual([
      "person-2",
      "person-2",
    ]);
  });

  it("writes a prompt once where it is told to, and packs as it is told", async () => {
    const at = await plantRows(
      "pairwise",
      Array.from({ length: 12 }, (_, index) => row(index, [0, 0])),
    );
    const once = { dedup: "prompts" as const };
    const packed = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe: { ...once, compression: "zstd" } });
    const zipped = await exportVersion(at, { format: "trl-preference", container: "csv", recipe: { ...once, compression: "gzip" } });
    expect(packed).toMatchObject({ rows: 6, excluded: { duplicate: 6 } });
    const plain = Buffer.from(decompress(await readVersionFile(at.actor, packed.id, "train.jsonl.zst")));
    expect(jsonRows(plain)).toHaveLength(6);
    expect(
      gunzipSync(await readVersionFile(at.actor, zipped.id, "train.csv.gz"))
        .toString("utf8")
        .split("\n")[0],
    ).toBe("prompt,chosen,rejected");
  });

  it("tells two versions apart by settings, reasons and rows", async () => {
    const at = await plantRows("pairwise", pairRows(14));
    const all = await exportVersion(at, { format: "trl-preference", container: "parquet" });
    const some = await exportVersion(at, { format: "trl-preference", container: "parquet", recipe: { minVoteShare: 1 } });
    const diff = await diffVersions(at.actor, { projectId: at.projectId, from: all.number, to: some.number });
    expect(diff.recipe.map(({ setting }) => setting)).toEqual(["minVoteShare"]);
    const [main] = diff.parts;
    expect(main).toMatchObject({ part: "default", added: 0, removed: all.rows - some.rows });
    expect(diff.parts.find(({ part }) => part === "items")).toMatchObject({ added: 0, removed: 0 });
    const same = await diffVersions(at.actor, { projectId: at.projectId, from: all.number, to: all.number });
    expect(same).toMatchObject({ same: true, recipe: [] });
    const weighed = await exportVersion(at, { format: "trl-preference", container: "parquet", recipe: { weights: "column" } });
    const wider = await diffVersions(at.actor, { projectId: at.projectId, from: all.number, to: weighed.number });
    expect(wider.parts[0]).toMatchObject({ added: null, reason: `their columns differ: only v${weighed.number} has weight` });
  });

  it("tells apart versions of before and after a conversation came", async () => {
    const rows = [0, 1].map((index) => row(index, [0, 0]));
    const at = await plantRows("pairwise", rows);
    for (const container of ["parquet", "jsonl"] as const) {
      const plain = await exportVersion(at, { format: "trl-preference", container });
      const spoken = await exportVersion(at, { format: "trl-preference", container, recipe: { shape: "conversational" } });
      const diff = await diffVersions(at.actor, { projectId: at.projectId, from: plain.number, to: spoken.number });
      expect(diff.parts.map(({ part, added, removed }) => [part, added, removed])).toEqual([
        ["default", 2, 2],
        ["annotations", 0, 0],
        ["consensus", 0, 0],
        ["items", 2, 2],
      ]);
      expect(diff.recipe).toContainEqual({ setting: "prompts", from: "standard", to: "conversational" });
    }
  });

  it("streams the rows of a version", async () => {
    const at = await plantRows("pairwise", pairRows(14));
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl" });
    let streamed = "";
    for await (const part of streamExport(at.actor, { projectId: at.projectId, format: "trl-preference" })) {
      for (const row of part) streamed += `${JSON.stringify(row)}\n`;
    }
    expect(streamed).toBe((await readVersionFile(at.actor, version.id, "train.jsonl")).toString("utf8"));
  });
});
