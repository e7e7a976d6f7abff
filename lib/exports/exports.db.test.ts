import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { buildDatasetVersion, settleDatasetVersion } from "@/lib/exports/build-dataset-version";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { getDatasetVersion, listDatasetVersions } from "@/lib/exports/get-dataset-version";
import { openDatasetArchive, openDatasetFile } from "@/lib/exports/open-dataset-file";
import { previewDatasetVersion } from "@/lib/exports/preview-dataset-version";
import { streamExport } from "@/lib/exports/stream-export";
import { newId } from "@/lib/ids";
import { createCampaign } from "@/lib/projects/create-campaign";
import { createProject } from "@/lib/projects/create-project";
import { duckdbRows, exportVersion, readVersionFile } from "@/scripts/testing/export-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

type Plant = { actor: Actor; projectId: string; slug: string };
type Choice = 0 | 1 | "tie" | "both-bad";

let planted = 0;

/** Items 1 … n with the given votes of people; an item without votes has no task. */
const plant = async (votes: Choice[][], options: { chat?: boolean; strength?: boolean; prompts?: string[] } = {}): Promise<Plant> => {
  planted += 1;
  const slug = `set-${planted}`;
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug, name: slug } });
  const actor: Actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  const width = Math.max(...votes.map((row) => row.length));
  const people = Array.from({ length: width }, (_, who) => ({
    id: newId("annotator"),
    projectId: project.id,
    name: `person ${who}`,
    source: "human" as const,
  }));
  await db().annotator.createMany({ data: people });
  for (const [index, row] of votes.entries()) {
    const itemId = newId("item");
    const text = options.prompts?.[index] ?? `=Prompt ${index}`;
    await db().item.create({
      data: {
        id: itemId,
        projectId: project.id,
        ordinal: index + 1,
        externalId: `q${index}`,
        contentHash: `h${index}`,
        promptHash: createHash("sha256").update(text).digest("hex"),
        title: text,
        license: "Apache-2.0",
        promptChars: text.length,
        payload: {
          create: {
            prompt: options.chat
              ? [
                  { role: "system", content: "Be brief." },
                  { role: "user", content: text },
                ]
              : text,
          },
        },
        candidates: {
          create: [0, 1].map((ordinal) => ({
            id: newId("candidate"),
            projectId: project.id,
            ordinal,
            model: `model-${ordinal}`,
            textHash: "t",
            chars: 1,
            payload: { create: { text: `answer ${ordinal} of ${index}, “quoted”\nand broken` } },
          })),
        },
      },
    });
    if (row.length === 0) continue;
    const taskId = newId("task");
    await db().task.create({ data: { id: taskId, projectId: project.id, campaignId: campaign.id, itemId, unitKey: "0-1" } });
    await db().annotation.createMany({
      data: row.map((choice, who) => ({
        id: newId("annotation"),
        projectId: project.id,
        campaignId: campaign.id,
        taskId,
        annotatorId: people[who]?.id ?? "",
        idemKey: `k${index}`,
        payloadHash: "x",
        comment: "=1+1",
        response: { answers: { overall: options.strength ? { choice, strength: choice === 1 ? 0.5 : -0.5 } : { choice } } },
      })),
    });
  }
  return { actor, projectId: project.id, slug };
};

const votes: Choice[][] = [[0, 0, 1], [1, 1, 1], ["tie", "tie", 0], ["both-bad", "both-bad", "both-bad"], [0, 1], [], [1, 0, 1]];

describe("a data set version", () => {
  it("holds the exact TRL columns in Parquet, and loses no row", async () => {
    const at = await plant(votes);
    await aggregateProject(at.actor, { projectId: at.projectId, model: "majority" });
    const version = await exportVersion(at, { format: "trl-preference", container: "parquet" });
    expect(version).toMatchObject({ state: "done", rows: 3, excluded: { tie: 1, "both-bad": 1, undecided: 1, "not-asked": 1 } });
    expect(version.rows + Object.values(version.excluded).reduce((sum, count) => sum + count, 0)).toBe(votes.length);
    expect(version.files.map((file) => file.path)).toEqual([
      "train.parquet",
      "annotations.parquet",
      "consensus.parquet",
      "items.parquet",
      "README.md",
    ]);
    const train = await duckdbRows(await readVersionFile(at.actor, version.id, "train.parquet"));
    expect(train.columns).toEqual(["prompt", "chosen", "rejected"]);
    expect(train.rows[1]).toEqual({
      prompt: "=Prompt 1",
      chosen: "answer 1 of 1, “quoted”\nand broken",
      rejected: "answer 0 of 1, “quoted”\nand broken",
    });
    const annotations = await duckdbRows(await readVersionFile(at.actor, version.id, "annotations.parquet"));
    expect(annotations.rows).toHaveLength(votes.flat().length);
    expect(annotations.rows[0]?.annotator).toMatch(/^human-\d{3}$/);
    const consensus = await duckdbRows(await readVersionFile(at.actor, version.id, "consensus.parquet"));
    expect(consensus.rows.map((row) => [row.item, row.row, row.excluded])).toEqual([
      ["q0", "0", null],
      ["q1", "1", null],
      ["q2", null, "tie"],
      ["q3", null, "both-bad"],
      ["q4", null, "undecided"],
      ["q6", "2", null],
    ]);
    for (const file of version.files) {
      const bytes = await readVersionFile(at.actor, version.id, file.path);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(file.sha256);
      expect(bytes.byteLength).toBe(file.byteSize);
    }
  });

  it("gives the same bytes for the same recipe, and other numbers for other versions", async () => {
    const at = await plant(votes);
    await aggregateProject(at.actor, { projectId: at.projectId, model: "majority" });
    const wanted = { format: "trl-preference", container: "hf" } as const;
    const first = await exportVersion(at, wanted);
    const second = await exportVersion(at, wanted);
    expect(second.number).toBe(first.number + 1);
    expect(second.files).toEqual(first.files);
    expect(first.files.map((file) => file.path)).toContain("data/train-00000-of-00001.parquet");
    const zips = await Promise.all(
      [first, second].map(async ({ id }) => buffer((await openDatasetArchive(at.actor, { versionId: id })).stream)),
    );
    expect(zips[0]?.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
    expect(zips[0]?.includes("README.md")).toBe(true);
  });

  it("writes conversations and margins where they belong", async () => {
    const at = await plant(
      [
        [1, 1],
        [0, 0],
      ],
      { chat: true, strength: true },
    );
    await aggregateProject(at.actor, { projectId: at.projectId, model: "majority" });
    const explicit = await exportVersion(at, { format: "trl-preference", container: "jsonl" });
    const [row] = (await readVersionFile(at.actor, explicit.id, "train.jsonl")).toString("utf8").split("\n");
    expect(JSON.parse(row ?? "")).toEqual({
      prompt: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "=Prompt 0" },
      ],
      chosen: [{ role: "assistant", content: "answer 1 of 0, “quoted”\nand broken" }],
      rejected: [{ role: "assistant", content: "answer 0 of 0, “quoted”\nand broken" }],
      margin: 0.5,
    });
    const implicit = await exportVersion(at, { format: "trl-preference-implicit", container: "parquet", recipe: { margin: "none" } });
    const train = await duckdbRows(await readVersionFile(at.actor, implicit.id, "train.parquet"));
    expect(train.columns).toEqual(["chosen", "rejected"]);
    expect(train.rows[0]?.chosen).toHaveLength(3);
  });

  it("keeps a spreadsheet from running cells", async () => {
    const at = await plant([[0]]);
    await aggregateProject(at.actor, { projectId: at.projectId, model: "majority" });
    const version = await exportVersion(at, { format: "trl-preference", container: "csv" });
    expect((await readVersionFile(at.actor, version.id, "train.csv")).toString("utf8").split("\n")[1]).toMatch(/^'=Prompt 0,"answer 0/);
    expect((await readVersionFile(at.actor, version.id, "annotations.csv")).toString("utf8")).toContain(",'=1+1,");
  });

  it("splits by prompt and leans where it is told to", async () => {
    const prompts = Array.from({ length: 40 }, (_, index) => `prompt ${index % 20}`);
    const at = await plant(
      prompts.map((_, index) => (index === 0 ? ["tie", "tie", "tie", 1, 1] : [0])),
      { prompts },
    );
    await aggregateProject(at.actor, { projectId: at.projectId, model: "majority" });
    const recipe = { splits: { train: 0.6, validation: 0, test: 0.4 }, ties: "lean" as const };
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl", recipe });
    const promptsOf = async (split: string) =>
      new Set(
        (await readVersionFile(at.actor, version.id, `${split}.jsonl`))
          .toString("utf8")
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line).prompt),
      );
    const [train, test] = [await promptsOf("train"), await promptsOf("test")];
    expect(train.size + test.size).toBe(20);
    expect([...train].filter((prompt) => test.has(prompt))).toEqual([]);
    expect(version).toMatchObject({ rows: 40, excluded: {} });
    const strict = await previewDatasetVersion(at.actor, {
      projectId: at.projectId,
      format: "trl-preference",
      container: "jsonl",
      recipe: { ...recipe, minPosterior: 0.9 },
    });
    expect(strict).toMatchObject({ considered: 40, rows: 39, excluded: { "low-posterior": 1 } });
    // A recipe that leaves nothing is refused with its reasons, unless it says that this is meant.
    const nothing = { format: "trl-preference", container: "jsonl", recipe: { minLabels: 9 } } as const;
    await expect(exportVersion(at, nothing)).rejects.toMatchObject({
      code: "refused",
      userMessage: expect.stringMatching(
        /^Nothing is left .* of 40 looked at, left out are 40 fewer answers than the recipe asks\. .*allowEmpty/,
      ),
    });
    expect(await exportVersion(at, { ...nothing, recipe: { ...nothing.recipe, allowEmpty: true } })).toMatchObject({
      rows: 0,
      state: "done",
    });
  });

  it("never changes once it is done, and a cancelled one is not built", async () => {
    const at = await plant(votes);
    await aggregateProject(at.actor, { projectId: at.projectId, model: "majority" });
    const version = await exportVersion(at, { format: "trl-preference", container: "jsonl" });
    await db().annotation.deleteMany({ where: { projectId: at.projectId } });
    await aggregateProject(at.actor, { projectId: at.projectId }).catch(() => null);
    expect(await buildDatasetVersion(at.actor, { projectId: at.projectId, versionId: version.id })).toEqual(version);
    await settleDatasetVersion({ projectId: at.projectId, subjectId: version.id, outcome: "failed", message: "no" });
    expect((await getDatasetVersion(at.actor, { projectId: at.projectId, number: version.number })).state).toBe("done");
    const created = await createDatasetVersion(at.actor, {
      projectId: at.projectId,
      format: "annotations",
      container: "jsonl",
      build: "caller",
    });
    await settleDatasetVersion({ projectId: at.projectId, subjectId: created.id, outcome: "cancelled", message: "Cancelled." });
    await expect(buildDatasetVersion(at.actor, { projectId: at.projectId, versionId: created.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is made of all answers there are: its build makes the consensus, and makes it anew when answers came since", async () => {
    const at = await plant([[0, 0, 1], [1]]);
    const wanted = { projectId: at.projectId, format: "trl-preference", container: "jsonl" } as const;
    expect(await previewDatasetVersion(at.actor, wanted)).toMatchObject({ refusal: null, consensus: "renewed", rows: 2 });
    const first = await exportVersion(at, wanted);
    expect(first).toMatchObject({ rows: 2, excluded: {} });
    expect(await previewDatasetVersion(at.actor, wanted)).toMatchObject({ consensus: "stored", rows: 2 });
    const asked = await createDatasetVersion(at.actor, { ...wanted, build: "caller" });
    const [one] = await db().annotation.findMany({ where: { projectId: at.projectId, idemKey: "k1" } });
    const [other] = await db().annotator.findMany({ where: { projectId: at.projectId, id: { not: one?.annotatorId ?? "" } } });
    if (!one || !other) throw new Error("nobody else is there");
    const { createdAt: _, shownOrder: __, ...copied } = one;
    const response = { answers: { overall: { choice: 0 } } };
    await db().annotation.create({ data: { ...copied, id: newId("annotation"), annotatorId: other.id, response, extras: [] } });
    expect(await previewDatasetVersion(at.actor, wanted)).toMatchObject({ consensus: "renewed", rows: 2 });
    const second = await buildDatasetVersion(at.actor, { projectId: at.projectId, versionId: asked.id });
    const consensus = (await readVersionFile(at.actor, second.id, "consensus.jsonl")).toString("utf8").trim().split("\n");
    expect(consensus.map((line) => JSON.parse(line).labels)).toEqual([3, 2]);
    expect(second.recipe.resolved.campaigns[0]?.aggregationId).not.toBe(first.recipe.resolved.campaigns[0]?.aggregationId);
  });

  it("is previewed by a consensus of the first thousands of items where none is stored, and not streamed where that is of too many answers", async () => {
    const at = await plant([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    const wanted = { projectId: at.projectId, format: "trl-preference", container: "jsonl" } as const;
    const most = { counted: 3, fitted: 2 };
    expect(await previewDatasetVersion(at.actor, wanted, most)).toMatchObject({ rows: 2, countedItems: 2, items: 3, excluded: {} });
    const streamed = async (answersToFit: number) => {
      const rows = [];
      for await (const window of streamExport(at.actor, wanted, answersToFit)) rows.push(...window);
      return rows;
    };
    await expect(streamed(5)).rejects.toThrow(/6 answers of campaign .* too much for a stream/);
    expect(await streamed(6)).toHaveLength(3);
    await exportVersion(at, wanted);
    expect(await previewDatasetVersion(at.actor, wanted, most)).toMatchObject({ rows: 3, countedItems: 3, items: 3 });
    expect(await streamed(5)).toHaveLength(3);
  });

  it("says what to do where nobody has answered, and gives raw annotations without a consensus", async () => {
    const nobody = await plant([[], []]);
    await expect(exportVersion(nobody, { format: "trl-preference", container: "jsonl" })).rejects.toThrow(/nobody has answered yet/);
    const at = await plant(votes);
    const { id: campaignId } = await db().campaign.findFirstOrThrow({ where: { projectId: at.projectId }, select: { id: true } });
    for (const [arm, spentChange] of [
      ["human", 2_500_000n],
      ["lm:judge", 2_100n],
      ["lm:judge", -100n],
    ] as const)
      await db().budgetEntry.create({
        data: { projectId: at.projectId, campaignId, arm, kind: "adjust", month: "2026-11", reservedChange: 0n, spentChange },
      });
    await db().item.updateMany({ where: { projectId: at.projectId }, data: { meta: { lang: "de-AT" } } });
    const raw = await exportVersion(at, { format: "annotations", container: "hf" });
    expect(raw).toMatchObject({ rows: votes.flat().length, excluded: {} });
    const card = (await readVersionFile(at.actor, raw.id, "README.md")).toString("utf8");
    expect(card).toMatch(/^---\nlanguage:\n  - "de"\nlicense: "apache-2.0"\n/);
    expect(card).toContain('config_name: "annotations"');
    expect(card).toContain("krippendorff-alpha");
    expect(card).toContain("- People: $2.50\n- Language model judge: $0.002\n- Together: $2.502\n");
    await createCampaign(at.actor, { projectId: at.projectId, name: "Ratings", slug: "ratings", kind: "pointwise" });
    const whole = await exportVersion(at, { format: "annotations", container: "jsonl" });
    expect(whole.recipe.resolved).toMatchObject({ campaigns: [{}, { slug: "ratings" }] });
  });

  it("does not exist for another workspace", async () => {
    const mine = await plant(votes);
    const theirs = await plant(votes);
    await aggregateProject(mine.actor, { projectId: mine.projectId, model: "majority" });
    const version = await exportVersion(mine, { format: "trl-preference", container: "jsonl" });
    await expect(openDatasetFile(theirs.actor, { versionId: version.id, path: "train.jsonl" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listDatasetVersions(theirs.actor, { projectId: mine.projectId })).rejects.toMatchObject({ code: "not_found" });
    await expect(openDatasetFile(mine.actor, { versionId: version.id, path: "../secret" })).rejects.toMatchObject({ code: "not_found" });
  });
});
