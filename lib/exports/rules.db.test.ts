import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { diffVersions } from "@/lib/exports/diff-versions";
import type { ExportFormat } from "@/lib/exports/formats/names";
import type { DatasetInput } from "@/lib/exports/schema";
import { exportVersion, jsonRows, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import type { ExportProject } from "@/scripts/testing/export-project";
import { pairRows, ratingRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const people = ["ada", "kim", "zoe"];
const responses = ["A", "B", "C"].map((text) => ({ text }));

const rowsOf = async (at: ExportProject, format: ExportFormat, recipe: DatasetInput["recipe"]) => {
  const version = await exportVersion(at, { format, container: "jsonl", recipe: { allowEmpty: true, ...recipe } });
  const rows = version.rows === 0 ? [] : jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl"));
  return { rows, excluded: version.excluded };
};

const labelled = (rows: Record<string, unknown>[]): string[] => rows.map((row) => `${row.prompt}${row.completion} ${row.label}`);

describe("the rules of a recipe", () => {
  it("hold for means of several aspects", async () => {
    const at = await plantRows("pointwise", ratingRows(3));
    expect((await rowsOf(at, "multi-aspect", {})).rows).toHaveLength(6);
    expect(await rowsOf(at, "multi-aspect", { minLabels: 4 })).toMatchObject({ rows: [], excluded: { "few-labels": 6 } });
    await db().task.updateMany({ where: { campaignId: at.campaignId, unitKey: "0" }, data: { isGold: true } });
    const { rows, excluded } = await rowsOf(at, "multi-aspect", { gold: "exclude" });
    expect([rows.length, excluded]).toEqual([3, { gold: 3 }]);
  });

  it("give each response of a tied ranking one label", async () => {
    const ranked = [[0, [1, 2]], [[0, 2], 1], [[0, 1, 2]]].map((ranking, index) => ({
      id: `r${index}`,
      prompt: `p${index}`,
      responses,
      labels: people.map((annotator) => ({ annotator, kind: "human", ranking })),
    }));
    const at = await plantRows("ranking", ranked);
    const ordered = ["p0A true", "p0B false", "p0C false", "p1A true", "p1B false", "p1C true"];
    const told = await rowsOf(at, "trl-unpaired", { ties: "unpaired" });
    expect(labelled(told.rows)).toEqual([...ordered, "p2A true", "p2B true", "p2C true"]);
    expect(told.excluded).toEqual({});
    const dropped = await rowsOf(at, "trl-unpaired", {});
    expect(labelled(dropped.rows)).toEqual(ordered);
    // Those tied in a ranking that orders others have their labels, places and rows: none of them is missing.
    const lists = await rowsOf(at, "pro", {});
    expect(lists.rows.map(({ rank }) => rank)).toEqual([
      [1, 2, 2],
      [1, 1, 3],
    ]);
    const best = await rowsOf(at, "trl-sft", {});
    expect(best.rows.map(({ completion }) => completion)).toEqual(["A", "A", "C"]);
    for (const { excluded } of [dropped, lists, best]) expect(excluded).toEqual({ tie: 3 });
    const leaning = await rowsOf(at, "trl-preference", { ties: "lean" });
    expect(leaning.rows.map((row) => `${row.prompt} ${row.chosen}${row.rejected}`)).toEqual(["p0 AB", "p0 AC", "p1 AB", "p1 CB"]);
    expect(leaning.excluded).toEqual({ tie: 5 });
  });

  it("keep both labels of a response that two items of a prompt judge differently, and the card counts them", async () => {
    const pair = (id: string, prompt: string, [a, b]: [string, string], choice: number) => ({
      id,
      prompt,
      responses: [{ text: a }, { text: b }],
      labels: people.map((annotator) => ({ annotator, kind: "human", choice })),
    });
    const judged = [
      pair("ab", "p", ["A", "B"], 1),
      pair("bc", "p", ["B", "C"], 1),
      pair("bd", "p", ["D", "B"], 0),
      pair("q", "q", ["A", "B"], 0),
    ];
    const at = await plantRows("pairwise", judged);
    const version = await exportVersion(at, { format: "trl-unpaired", container: "jsonl", recipe: {} });
    const rows = jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl"));
    expect(labelled(rows)).toEqual(["pA false", "pB true", "pB false", "pC true", "pD true", "pB false", "qA true", "qB false"]);
    expect(version.manifest?.training).toMatchObject({ desirable_rows: 4, undesirable_rows: 4, both_labels: 1 });
    const card = (await readVersionFile(at.actor, version.id, "README.md")).toString("utf8");
    expect(card).toContain("\n\n1 response of the train split has rows of both labels");
    const once = await exportVersion(at, { format: "trl-unpaired", container: "jsonl", recipe: { dedup: "prompts" } });
    expect(once.manifest?.training).not.toHaveProperty("both_labels");
  });

  it("leave out a text that is preferred to itself, and not two pictures without a word", async () => {
    const ranking = { labels: people.map((annotator) => ({ annotator, kind: "human", ranking: [0, 1, 2] })) };
    const at = await plantRows("ranking", [
      { id: "texts", prompt: "p0", responses: ["A", "B", "A"].map((text) => ({ text })), ...ranking },
      { id: "pictures", prompt: "p1", responses: ["", "", ""].map((text) => ({ text })), ...ranking },
    ]);
    const pictures = { item: { projectId: at.projectId, externalId: "pictures" } };
    for (const { id, ordinal } of await db().candidate.findMany({ where: pictures, select: { id: true, ordinal: true } })) {
      const media = [{ type: "image", src: `https://example.org/${Math.min(ordinal, 1)}.png`, alt: null }];
      await db().candidatePayload.update({ where: { candidateId: id }, data: { media } });
    }
    const { rows, excluded } = await rowsOf(at, "trl-preference", {});
    expect(rows.map((row) => `${row.prompt} ${row.chosen}${row.rejected}`)).toEqual(["p0 AB", "p0 BA", "p1 ", "p1 "]);
    expect(excluded).toEqual({ "same-text": 2 });
  });

  it("let a question of yes or no give its answer, not how the responses compare", async () => {
    // Both are bad, one less clearly; both are good alike; both are good by two of three.
    const said = (item: number, response: number, who: number): boolean =>
      item === 0 ? response === 1 && who === 0 : item === 1 || who !== response;
    const rated = [0, 1, 2].map((item) => ({
      id: `i${item}`,
      prompt: `p${item}`,
      responses: responses.slice(0, 2),
      labels: people.flatMap((annotator, who) =>
        [0, 1].map((response) => ({ annotator, kind: "human", response, ratings: { good: said(item, response, who) } })),
      ),
    }));
    const at = await plantRows("pointwise", rated);
    const all = await rowsOf(at, "trl-unpaired", { aggregate: "majority" });
    expect(labelled(all.rows)).toEqual(["p0A false", "p0B false", "p1A true", "p1B true", "p2A true", "p2B true"]);
    const sure = await rowsOf(at, "trl-unpaired", { aggregate: "majority", minPosterior: 0.9 });
    expect(labelled(sure.rows)).toEqual(["p0A false", "p1A true", "p1B true"]);
    expect(sure.excluded).toEqual({ "low-posterior": 3 });
  });
});

describe("the difference of two versions", () => {
  it.each(["jsonl", "csv"] as const)("is told of rows of megabytes in %s", async (container) => {
    const large = "x".repeat(2_500_000);
    const at = await plantRows(
      "pairwise",
      pairRows(4).map((row, index) => (index === 0 ? { ...row, responses: [{ text: large }, { text: `${large}, "y"\nz` }] } : row)),
    );
    const [all, some] = [
      await exportVersion(at, { format: "trl-preference", container }),
      await exportVersion(at, { format: "trl-preference", container, recipe: { minVoteShare: 1 } }),
    ];
    const { parts } = await diffVersions(at.actor, { projectId: at.projectId, from: all.number, to: some.number });
    expect(parts[0]).toMatchObject({ part: "default", added: 0, removed: all.rows - some.rows });
  });

  it("calls versions of the same rows in other files not the same bytes", async () => {
    const at = await plantRows(
      "pairwise",
      Array.from({ length: 400 }, (_, index) => ({ ...pairRows(1)[0], id: `r${index}`, prompt: `${index} ${"lorem ".repeat(700)}` })),
    );
    const one = await exportVersion(at, { format: "trl-preference", container: "parquet" });
    const cut = await exportVersion(at, { format: "trl-preference", container: "parquet", recipe: { shardMegabytes: 1 } });
    const diff = await diffVersions(at.actor, { projectId: at.projectId, from: one.number, to: cut.number });
    expect(diff.same).toBe(false);
    expect(diff.parts[0]).toMatchObject({ added: 0, removed: 0 });
  });
});
