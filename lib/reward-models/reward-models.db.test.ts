import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { createRandom } from "@/lib/ml/random/random";
import { describeModel } from "@/lib/onnx/graph/serialise";
import { explainItem } from "@/lib/reward-models/explain-scores";
import { getVersion, listVersions, openArtifact } from "@/lib/reward-models/get-version";
import { promoteVersion } from "@/lib/reward-models/promote-version";
import { readTestPairs } from "@/lib/reward-models/read-test-pairs";
import { scoreCandidates, scoreResponses } from "@/lib/reward-models/score-candidates";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { testDatabase } from "@/scripts/testing/database";
import { plantAnswers, plantProject, writePair } from "@/scripts/testing/planted-preferences";

testDatabase();

const testFile = async (prompt: (index: number) => string): Promise<string> => {
  const random = createRandom(77);
  const rows = Array.from({ length: 60 }, (_, index) => {
    const { texts, better } = writePair(random);
    return {
      id: `t${index}`,
      prompt: prompt(index),
      responses: texts.map((text) => ({ text })),
      labels: [{ annotator: "eve", kind: "human", choice: better }],
    };
  });
  const file = path.join(await mkdtemp(path.join(tmpdir(), "plumbline-")), "test.jsonl");
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return file;
};

// Each training starts a process of its own, which takes its time on a machine that tests share.
describe("reward models", { timeout: 240_000 }, () => {
  it("are trained from the consensus, evaluated on unseen prompts, stored with files, and score every candidate", async () => {
    const { actor, projectId } = await plantProject("trained", 120);
    await aggregateProject(actor, { projectId, model: "majority" });
    const file = await testFile((index) => `Unseen ${index}`);
    const version = await trainRewardModel(actor, { projectId }, { test: await readTestPairs(actor, { projectId, file }), threads: 1 });
    expect(version).toMatchObject({ number: 1, state: "done", provider: "cpu", trainPairs: 120, testPairs: 60 });
    expect(version.metrics?.basis).toBe("test");
    expect(version.metrics?.accuracy.value).toBeGreaterThan(0.85);
    expect(version.metrics?.longerWins.value).toBeLessThan(0.75);
    expect(await db().candidateScore.count({ where: { versionId: version.id } })).toBe(240);
    expect(await db().pairMargin.count({ where: { versionId: version.id } })).toBe(120);

    const model = await openArtifact(actor, { projectId, versionId: version.id, artifact: "model" });
    const bytes = await buffer(model.stream);
    expect(bytes.length).toBe(model.byteSize);
    expect(describeModel(bytes).inputs).toEqual(["features", "entry_row", "entry_term", "entry_count"]);
    const card = await buffer((await openArtifact(actor, { projectId, versionId: version.id, artifact: "card" })).stream);
    expect(card.toString("utf8")).toContain(`sha256 ${version.artifactSha256}`);
    expect(card.toString("utf8")).toContain("Fewer than 200 comparisons");

    // What a file of texts gets is what stands in the database for the same texts.
    const stored = await db().candidateScore.findMany({
      where: { versionId: version.id },
      select: { score: true, candidate: { select: { item: { select: { promptHash: true } }, payload: { select: { text: true } } } } },
    });
    const fromFile: number[][] = [];
    const read = async function* (): AsyncGenerator<{ prompt: string; responses: string[] }> {
      yield { prompt: "Unheard of", responses: ["because therefore river stone.", "river stone market."] };
    };
    await scoreResponses(actor, { versionId: version.id, rows: read() }, async (scores) => {
      fromFile.push(...scores);
    });
    expect(stored).toHaveLength(240);
    const own = await db().item.findMany({
      where: { projectId },
      select: {
        payload: { select: { prompt: true } },
        candidates: {
          orderBy: { ordinal: "asc" },
          select: { payload: { select: { text: true } }, scores: { where: { versionId: version.id }, select: { score: true } } },
        },
      },
      take: 20,
    });
    // Prompts that it was trained on, too, are what they are in the database.
    const again = async function* (): AsyncGenerator<{ prompt: string; responses: string[] }> {
      for (const { payload, candidates } of own)
        yield { prompt: String(payload?.prompt), responses: candidates.map((candidate) => candidate.payload?.text ?? "") };
    };
    const rescored: number[][] = [];
    await scoreResponses(actor, { versionId: version.id, rows: again() }, async (scores) => {
      rescored.push(...scores);
    });
    expect(rescored).toEqual(
      own.map(({ candidates }) => candidates.map(({ scores }) => expect.closeTo(scores[0]?.score ?? Number.NaN, 6))),
    );
    expect(fromFile[0]?.[0]).toBeGreaterThan(fromFile[0]?.[1] ?? Number.POSITIVE_INFINITY);

    // Every logit of a score is put down to something: on the page of an item, and beside the scores of a file.
    const explained = await db().item.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    const why = await explainItem(actor, { projectId, number: 1, itemId: explained.id });
    const kept = await db().candidateScore.findMany({
      where: { versionId: version.id, candidate: { itemId: explained.id } },
      orderBy: { candidate: { ordinal: "asc" } },
      select: { score: true },
    });
    expect(why.responses).toHaveLength(2);
    for (const [place, { score, base, parts, rest }] of why.responses.entries()) {
      expect(score).toBeCloseTo(kept[place]?.score ?? Number.NaN, 4);
      expect(parts.reduce((sum, { logits }) => sum + logits, base + rest)).toBeCloseTo(score, 9);
    }
    const { difference } = why;
    expect(difference?.logits).toBeCloseTo((why.responses[0]?.score ?? 0) - (why.responses[1]?.score ?? 0), 9);
    expect(difference?.parts.reduce((sum, { logits }) => sum + logits, difference.rest)).toBeCloseTo(difference?.logits ?? 0, 9);
    const turned = await explainItem(actor, { projectId, number: 1, itemId: explained.id, first: 1, second: 0 });
    expect(turned.difference?.logits).toBeCloseTo(-(difference?.logits ?? Number.NaN), 9);
    await scoreResponses(actor, { versionId: version.id, rows: read(), explain: true }, async ([scores], reasons) => {
      expect(reasons?.[0]?.map(({ score }) => score)).toEqual(scores?.map((score) => expect.closeTo(score, 6)));
      expect(reasons?.[0]?.[0]?.parts.length).toBeLessThanOrEqual(10);
    });
    await expect(explainItem(actor, { projectId, number: 1, itemId: "none" })).rejects.toMatchObject({ code: "not_found" });
    const elsewhere = explainItem(actor, { projectId, number: 1, itemId: explained.id, second: 9 });
    await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });

    const detail = await getVersion(actor, { projectId, number: 1 });
    expect(detail.unscored).toBe(0);
    for (const { pModel, modelSays, labelSays } of detail.disagreements) {
      expect(modelSays).not.toBe(labelSays);
      expect(pModel).toBeGreaterThan(0.5);
    }

    await promoteVersion(actor, { projectId, versionId: version.id, promoted: true });
    expect((await listVersions(actor, { projectId })).map(({ number, state, promotedAt }) => [number, state, promotedAt !== null])).toEqual(
      [[1, "done", true]],
    );

    // A response that came later is scored by a later run, and only it.
    const item = await db().item.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    await db().candidate.create({
      data: {
        id: newId("candidate"),
        projectId,
        itemId: item.id,
        ordinal: 2,
        textHash: "new",
        chars: 7,
        payload: { create: { text: "because" } },
      },
    });
    expect(await scoreCandidates(actor, { projectId, versionId: version.id })).toEqual({ scored: 1 });
  });

  it("refuses test prompts that it was trained on, too few pairs, unknown annotators, and what is not built", async () => {
    const { actor, projectId } = await plantProject("refused", 12);
    const seen = await readTestPairs(actor, { projectId, file: await testFile((index) => `Question ${index}`) });
    await expect(trainRewardModel(actor, { projectId, labels: "human" }, { test: seen, threads: 1 })).rejects.toThrow(
      "6 prompts of the test file are in the training data",
    );
    // Nor does another spelling of the same words pass.
    const spelt = await readTestPairs(actor, { projectId, file: await testFile((index) => `  QUESTION\n ${index} `) });
    await expect(trainRewardModel(actor, { projectId, labels: "human" }, { test: spelt, threads: 1 })).rejects.toThrow("training data");
    await expect(trainRewardModel(actor, { projectId, labels: "annotator:nobody" }, { test: null, threads: 1 })).rejects.toThrow(
      "no annotator called",
    );
    await expect(trainRewardModel(actor, { projectId, encoder: "minilm" }, { test: null, threads: 1 })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const small = await plantProject("small", 3);
    await expect(
      trainRewardModel(small.actor, { projectId: small.projectId, labels: "human" }, { test: null, threads: 1 }),
    ).rejects.toThrow("There are 3 comparisons");
    // A refusal is no version.
    expect(await listVersions(actor, { projectId })).toEqual([]);
    expect(await listVersions(small.actor, { projectId: small.projectId })).toEqual([]);
  });

  it("trains on a consensus of every answer: formed where there is none, formed anew where answers came, a model's where no person answered", async () => {
    const { actor, projectId, campaignId } = await plantProject("fresh", 30);
    const train = () => trainRewardModel(actor, { projectId }, { test: null, threads: 1 });
    expect(await train()).toMatchObject({ trainPairs: 30, data: { labels: "the posterior of dawid-skene over people's answers" } });
    expect(await db().aggregation.count({ where: { projectId } })).toBe(1);
    // Another question's aggregation, or one that is older than an import, is not taken for it.
    await plantAnswers({ projectId, campaignId, from: 30, pairs: 10, taste: "reasons" });
    expect((await train()).trainPairs).toBe(40);
    expect(await db().aggregation.count({ where: { projectId } })).toBe(2);
    const judged = await plantProject("judged", 20);
    await db().annotator.updateMany({ where: { projectId: judged.projectId }, data: { source: "lm" } });
    const version = await trainRewardModel(judged.actor, { projectId: judged.projectId }, { test: null, threads: 1 });
    expect(version).toMatchObject({ trainPairs: 20, data: { labels: "the posterior of dawid-skene over language models' answers" } });
  });

  it("measures on a file's known answers, or its models', where no person labelled it", async () => {
    const { actor, projectId } = await plantProject("unlabelled", 12);
    const people = await testFile((index) => `Unseen ${index}`);
    const text = await readFile(people, "utf8");
    for (const kind of ["gold", "lm"]) {
      await writeFile(`${people}.${kind}`, text.replaceAll('"kind":"human"', `"kind":"${kind}"`));
      expect(await readTestPairs(actor, { projectId, file: `${people}.${kind}` })).toEqual(
        await readTestPairs(actor, { projectId, file: people }),
      );
    }
  });

  it("trains on one annotator and on a routing plan's mixture", async () => {
    const { actor, projectId } = await plantProject("mixed", 40);
    const one = await trainRewardModel(actor, { projectId, labels: "annotator:ben" }, { test: null, threads: 1 });
    expect(one).toMatchObject({ state: "done", trainPairs: 40 });
    const folder = await mkdtemp(path.join(tmpdir(), "plumbline-"));
    const plan = path.join(folder, "plan.jsonl");
    await writeFile(plan, Array.from({ length: 20 }, (_, index) => JSON.stringify({ item: `q${index}`, arm: "human" })).join("\n"));
    const mixed = await trainRewardModel(actor, { projectId, labels: `plan:${plan}` }, { test: null, threads: 1 });
    expect(mixed.trainPairs).toBe(20);
    expect(mixed.data.labels).toContain("the posterior of dawid-skene over people's answers where it sends a person");
    await writeFile(plan, JSON.stringify({ item: "of-another-project", arm: "human" }));
    await expect(trainRewardModel(actor, { projectId, labels: `plan:${plan}` }, { test: null, threads: 1 })).rejects.toMatchObject({
      userMessage: expect.stringContaining("plan of another project"),
    });
  });

  it("work out the features of a text once: another version encodes nothing, changed and spoilt ones are encoded anew", async () => {
    const { actor, projectId } = await plantProject("cached", 20);
    const written = async (): Promise<Map<string, string>> =>
      new Map((await db().encodedText.findMany()).map((row) => [row.contentHash, Buffer.from(row.vector).toString("hex")]));
    // Vectors that nobody recomputes keep the transaction that wrote them.
    const writers = async (): Promise<Map<string, string>> => {
      const rows = await db().$queryRaw<{ hash: string; xmin: string }[]>`select content_hash as hash, xmin::text from encoded_text`;
      return new Map(rows.map(({ hash, xmin }) => [hash, xmin]));
    };
    await db().encodedText.deleteMany();
    const train = () => trainRewardModel(actor, { projectId, labels: "human" }, { test: null, threads: 1 });
    const scoresOf = async (versionId: string) =>
      db().candidateScore.findMany({ where: { versionId }, orderBy: { candidateId: "asc" }, select: { candidateId: true, score: true } });
    const first = await train();
    const kept = await written();
    const by = await writers();
    expect(kept.size).toBe(40);
    const second = await train();
    expect(await writers()).toEqual(by);
    expect(second.artifactSha256).not.toBeNull();
    expect(second.metrics?.crossValidation).toEqual(first.metrics?.crossValidation);
    expect(await scoresOf(second.id)).toEqual(await scoresOf(first.id));

    const [spoilt = "", short = ""] = [...kept.keys()];
    await db()
      .$executeRaw`update encoded_text set vector = set_byte(vector, 8, (get_byte(vector, 8) + 1) % 256) where content_hash = ${spoilt}`;
    await db().$executeRaw`update encoded_text set vector = substring(vector for 7) where content_hash = ${short}`;
    const candidate = await db().candidate.findFirstOrThrow({ where: { projectId }, select: { id: true } });
    await db().candidatePayload.update({ where: { candidateId: candidate.id }, data: { text: "river therefore something new." } });
    await train();
    const after = await written();
    expect(after.size).toBe(41);
    for (const [hash, vector] of kept) expect(after.get(hash)).toBe(vector);
  });

  it("stops between two steps when it is cancelled, and keeps no model", async () => {
    const { actor, projectId } = await plantProject("cancelled", 60);
    const stop = new AbortController();
    const report = (): void => stop.abort(new AppError("cancelled", { userMessage: "Cancelled." }));
    await expect(
      trainRewardModel(actor, { projectId, labels: "human" }, { test: null, threads: 1 }, { signal: stop.signal, report }),
    ).rejects.toMatchObject({ code: "cancelled" });
    const [version] = await listVersions(actor, { projectId });
    expect(version).toMatchObject({ state: "cancelled", metrics: null });
    expect(await db().candidateScore.count({ where: { versionId: version?.id ?? "" } })).toBe(0);
  });
});
