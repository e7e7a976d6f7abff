import { rm, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { compareVersions } from "@/lib/reward-models/compare-versions";
import { followTraining } from "@/lib/reward-models/follow-training";
import type { TrainingNews } from "@/lib/reward-models/follow-training";
import { freezeTestSet, getTestSet } from "@/lib/reward-models/freeze-test-set";
import { listVersions, openArtifact } from "@/lib/reward-models/get-version";
import { openBundle } from "@/lib/reward-models/open-bundle";
import { promoteVersion } from "@/lib/reward-models/promote-version";
import { requestTraining } from "@/lib/reward-models/request-training";
import { getPolicy, look, promoteTrained, setPolicy } from "@/lib/reward-models/retrain-policy";
import { findRollBack, rollBackPromotion } from "@/lib/reward-models/roll-back-promotion";
import { scoreCandidates, scoreResponses } from "@/lib/reward-models/score-candidates";
import { readHeadFile } from "@/lib/onnx/heads/head-file";
import { marginsOfHead } from "@/lib/onnx/heads/train-head";
import { noCache } from "@/lib/onnx/text-cache";
import { bestOfN, rerank, scorePrompts } from "@/lib/reward-models/serve-scores";
import { versionDataSchema } from "@/lib/reward-models/schema";
import type { VersionView } from "@/lib/reward-models/schema";
import type { Progress } from "@/lib/jobs/progress";
import { runTraining, trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { blobPath } from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";
import { plantAnswers, plantProject } from "@/scripts/testing/planted-preferences";
import type { Planted } from "@/scripts/testing/planted-preferences";
import { runText, scoresOfPrograms, unpackBundle } from "@/scripts/testing/run-bundle";

testDatabase();

const here = { test: null, threads: 1 };

describe("living with reward models", { timeout: 240_000 }, () => {
  it("trains every head and loss that the labels allow, with uncertainty, slices and a curve, and refuses the others in words", async () => {
    const { actor, projectId } = await plantProject("heads", 50);
    const regions: Record<string, string> = { ada: "north", ben: "south", cyd: "south" };
    for (const [name, region] of Object.entries(regions))
      await db().annotator.updateMany({ where: { projectId, name }, data: { demographics: { region } } });
    const labels = "human";
    for (const settings of [
      { head: "mlp" as const, options: { hidden: 4, ensemble: 2 } },
      { head: "low-rank" as const, options: { rank: 2, ensemble: 2, targets: "posterior" as const, smoothing: 0.05 } },
      { loss: "preference" as const, options: { planes: 1, ensemble: 2 } },
    ]) {
      const version = await trainRewardModel(actor, { projectId, labels, ...settings }, here);
      expect(version).toMatchObject({ state: "done", trainPairs: 50, codeVersion: expect.stringContaining("plumbline") });
      expect(version.metrics?.accuracy.value).toBeGreaterThan(0.75);
      expect(version.metrics?.honesty?.slices.map(({ dimension }) => dimension)).toContain("length gap");
      expect(version.metrics?.honesty?.slices).toContainEqual(expect.objectContaining({ dimension: "people's region", name: "mixed" }));
      expect(version.metrics?.curve?.points.length).toBeGreaterThan(3);
      expect(version.data.sha256).toHaveLength(64);
      const margin = await db().pairMargin.findFirstOrThrow({ where: { versionId: version.id }, select: { deviation: true } });
      expect(margin.deviation).toBeGreaterThan(0);
    }
    // Of a preference in a circle the difference of two scores is not the lead: the newest version is one.
    const responses = ["river because stone market.", "therefore river stone."];
    const { version, ranking } = await rerank(actor, { projectId, prompt: "New", responses, cautious: 0 });
    const stored = await openArtifact(actor, { projectId, versionId: version.id, artifact: "encoder" });
    const [first = 0, second = 0] = ranking.map(({ index }) => index);
    const pair = { first, second, aspect: 0, pFirst: 1, pTie: 0, strength: null, weight: 1 };
    const [lead = 0] = await marginsOfHead(
      readHeadFile(await buffer(stored.stream)),
      { kind: "preference", planes: 1 },
      {
        ...{ rows: responses.map((response) => ({ promptId: "new", prompt: "New", response })), comparisons: [pair] },
        ...{ aspects: ["overall"], rankings: [], ratings: [] },
      },
      noCache,
      null,
    );
    expect(ranking[0]?.pBetterThanNext).toBeCloseTo(1 / (1 + Math.exp(-lead)), 9);
    expect(Math.abs((ranking[0]?.score ?? 0) - (ranking[1]?.score ?? 0) - lead)).toBeGreaterThan(1e-4);
    await expect(trainRewardModel(actor, { projectId, labels, loss: "plackett-luce" }, here)).rejects.toThrow(
      "No item has its responses in an order",
    );
    await expect(trainRewardModel(actor, { projectId, labels, loss: "bradley-terry-ties" }, here)).rejects.toThrow("no tie to learn from");
    // What the loss would not read is refused at both doors before anything is stored.
    const ignored = { projectId, labels, loss: "bradley-terry-ties" as const, options: { smoothing: 0.1 } };
    await expect(trainRewardModel(actor, ignored, here)).rejects.toThrow("no use for smoothed labels");
    await expect(requestTraining(actor, ignored)).rejects.toThrow("no use for smoothed labels");
    // Each refusal is kept with its reason, and the worker that met it goes on.
    const failed = (await listVersions(actor, { projectId })).filter(({ state }) => state === "failed");
    expect(failed.map(({ error }) => error)).toEqual([expect.stringContaining("no tie"), expect.stringContaining("in an order")]);
  });

  it("keeps frozen prompts out of training and measures on them; they are drawn once", async () => {
    const { actor, projectId } = await plantProject("frozen", 60);
    const frozen = await freezeTestSet(actor, { projectId, share: 0.3, seed: 4 });
    expect(frozen.prompts).toBe(9);
    await expect(freezeTestSet(actor, { projectId, seed: 5 })).rejects.toThrow("frozen already");
    const version = await trainRewardModel(actor, { projectId, labels: "human" }, here);
    expect(version).toMatchObject({ trainPairs: 42, testPairs: 18, data: { frozenPrompts: 9 } });
    expect(version.metrics?.basis).toBe("test");
    const hashes = new Set(
      (await db().rewardTestPrompt.findMany({ where: { projectId }, select: { promptHash: true } })).map((row) => row.promptHash),
    );
    const trained = await db().pairMargin.findMany({ where: { versionId: version.id }, select: { promptHash: true } });
    expect(trained.filter(({ promptHash }) => hashes.has(promptHash))).toEqual([]);
    expect(await getTestSet(actor, { projectId })).toMatchObject({ prompts: 9, share: 0.3 });
  });

  // What is asked of trained models changes none of them, so that one project with two serves all of it.
  describe("a project with two versions", () => {
    let at: Planted;
    let versions: Record<"linear" | "mlp", VersionView>;
    beforeAll(async () => {
      at = await plantProject("two", 60);
      const { actor, projectId } = at;
      const mlp = await trainRewardModel(
        actor,
        { projectId, labels: "annotator:ada", head: "mlp", options: { hidden: 4, ensemble: 2 } },
        here,
      );
      versions = { mlp, linear: await trainRewardModel(actor, { projectId, labels: "human" }, here) };
    }, 240_000);

    it("serves scores, the best of n and an order from the newest version, and refuses in words a stored model that was damaged", async () => {
      const { actor, projectId } = at;
      const version = versions.linear;
      const bare = await plantProject("untrained", 1);
      await expect(scorePrompts(bare.actor, { projectId: bare.projectId, prompts: [{ prompt: "x", responses: ["y"] }] })).rejects.toThrow(
        "no trained reward model",
      );
      // A stored model that was damaged is refused in words, and serves once it is whole.
      const whole = await buffer((await openArtifact(actor, { projectId, versionId: version.id, artifact: "encoder" })).stream);
      const { encoderKey } = await db().rewardModelVersion.findUniqueOrThrow({ where: { id: version.id }, select: { encoderKey: true } });
      const stored = blobPath(encoderKey ?? "");
      const refused = (how: string) => ({ code: "refused", userMessage: expect.stringContaining(`damaged or incomplete (${how}`) });
      const asked = { projectId, prompts: [{ prompt: "New", responses: ["because."] }] };
      // One bit of gzip's header: it is unpacked as before, and only the checksum tells.
      await writeFile(
        stored,
        whole.map((byte, at) => (at === 4 ? byte ^ 1 : byte)),
      );
      await expect(scorePrompts(actor, asked)).rejects.toMatchObject(refused("its checksum"));
      await expect(openBundle(actor, { projectId, versionId: version.id })).rejects.toMatchObject(refused("its checksum"));
      await rm(stored);
      await expect(scorePrompts(actor, asked)).rejects.toMatchObject(refused("it is gone"));
      // Of versions from before checksums were kept, the file itself says so.
      await db().rewardModelVersion.update({ where: { id: version.id }, data: { encoderSha256: null } });
      await writeFile(stored, whole.subarray(0, whole.length / 2));
      await expect(scorePrompts(actor, asked)).rejects.toMatchObject(refused("it cannot be unpacked"));
      await writeFile(stored, whole);
      const responses = ["river stone market window.", "because therefore river stone market.", "river because stone."];
      const { prompts, version: used } = await scorePrompts(actor, {
        projectId,
        prompts: [
          { prompt: "New", responses },
          { prompt: "Other", responses: ["river."] },
        ],
      });
      expect(used.number).toBe(version.number);
      expect(prompts.map(({ scores }) => scores.length)).toEqual([3, 1]);
      expect(prompts[0]?.spread?.every((value) => value > 0)).toBe(true);
      const { best, ranking } = await bestOfN(actor, { projectId, prompt: "New", responses, cautious: 0 });
      expect(best).toBe(1);
      expect(ranking.at(-1)).toMatchObject({ index: 0, pBetterThanNext: null });
      expect(ranking[0]?.pBetterThanNext).toBeGreaterThan(0.5);
      expect((await rerank(actor, { projectId, prompt: "New", responses, cautious: 1 })).ranking).toHaveLength(3);
      // The command line says the same of the same texts.
      const file: number[][] = [];
      const rows = async function* (): AsyncGenerator<{ prompt: string; responses: string[] }> {
        yield { prompt: "New", responses };
      };
      await scoreResponses(actor, { versionId: version.id, rows: rows() }, async (scores) => void file.push(...scores));
      file[0]?.forEach((score, index) => expect(score).toBeCloseTo(prompts[0]?.scores[index] ?? 9, 9));
    });

    it.each(["linear", "mlp"] as const)("gives a bundle whose programs score what we score: %s", async (name) => {
      const { actor, projectId } = at;
      const version = versions[name];
      const { stream } = await openBundle(actor, { projectId, versionId: version.id });
      const folder = await unpackBundle(stream, `reward-model-v${version.number}`);
      const responses = ["river\u2028stone market.", "because therefore river stone.", ""];
      const rows = responses.map((response) => ({ prompt: "New", response }));
      const { prompts } = await scorePrompts(actor, { projectId, versionId: version.id, prompts: [{ prompt: "New", responses }] });
      for (const scores of await scoresOfPrograms(folder, rows, "onnxruntime, numpy")) {
        expect(scores).toHaveLength(3);
        scores.forEach((score, index) => expect(Math.abs(score - (prompts[0]?.scores[index] ?? 9))).toBeLessThan(1e-5));
      }
      // What the Python program reads of the encoder, where the rest of it could not be run.
      const encoded = await runText(process.execPath, ["encode.mjs"], folder, rows.map((row) => JSON.stringify(row)).join("\n"));
      expect(JSON.parse(encoded)).toMatchObject({ rows: 3 });
    });

    it("compares two versions, promotes, and rolls back", async () => {
      const { actor, projectId } = at;
      const { linear: one, mlp: two } = versions;
      const { comparison, pairs, leftOut } = await compareVersions(actor, { projectId, a: one.number, b: two.number });
      await expect(compareVersions(actor, { projectId, a: one.number, b: one.number })).rejects.toMatchObject({ code: "invalid_input" });
      expect(pairs).toBeGreaterThan(38);
      expect(pairs * 2 + leftOut).toBe(120);
      expect(comparison.accuracy.value).toBeCloseTo((comparison.accuracyB.value ?? 0) - (comparison.accuracyA.value ?? 0), 12);
      expect(await findRollBack(actor, { projectId })).toBeNull();
      await expect(rollBackPromotion(actor, { projectId })).rejects.toThrow("nothing to go back to");
      await promoteVersion(actor, { projectId, versionId: one.id, promoted: true });
      await promoteVersion(actor, { projectId, versionId: two.id, promoted: true });
      expect(await rollBackPromotion(actor, { projectId })).toEqual({ number: one.number });
      expect((await listVersions(actor, { projectId })).map(({ promotedAt }) => promotedAt !== null)).toEqual([true, false]);
      expect(await findRollBack(actor, { projectId })).toEqual({ versionId: two.id, number: two.number });
    });
  });

  it("trains by itself after so many answers and on drift, says what it found, and promotes what is better", async () => {
    const { actor, projectId, campaignId } = await plantProject("policy", 60);
    await setPolicy(actor, { projectId, enabled: true, everyLabels: 100, onDrift: false, settings: { labels: "human", promote: true } });
    const policy = async () => {
      const found = await getPolicy(actor, { projectId });
      if (!found) throw new RangeError("no policy");
      return found;
    };
    // Two workers that look at once queue one.
    const due = await policy();
    const notes = await Promise.all([1, 2].map(() => look(actor, due).catch((error: unknown) => String(error))));
    expect(notes.filter((note) => note.includes("Version 1 was queued: 180 answers"))).toHaveLength(1);
    expect(await db().rewardModelVersion.count({ where: { projectId } })).toBe(1);
    expect(await look(actor, await policy())).toBe("A version is being trained.");
    const [first] = await listVersions(actor, { projectId });
    const told: Progress[] = [];
    const run = { signal: new AbortController().signal, report: (progress: Progress): void => void told.push(progress) };
    await runTraining(actor, { projectId, versionId: first?.id ?? "", threads: 1 }, run);
    // One hundred from the labels to the last score, and never backwards.
    expect(new Set(told.map(({ total }) => total))).toEqual(new Set([100]));
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ done: 100, message: expect.stringMatching(/^Scored/) });
    await promoteTrained(actor, { projectId, versionId: first?.id ?? "" });
    // As a job does whose worker died right after: there is nothing left to compare or to promote.
    await promoteTrained(actor, { projectId, versionId: first?.id ?? "" });
    expect(await db().rewardPromotion.count({ where: { projectId } })).toBe(1);
    expect((await listVersions(actor, { projectId }))[0]).toMatchObject({ trigger: "labels", data: { answers: 180 } });
    expect((await listVersions(actor, { projectId }))[0]?.promotedAt).not.toBeNull();
    expect(await look(actor, await policy())).toBe("0 of 100 answers came since the last version. Nothing is due.");
    // More were taken back than came.
    const trained = { where: { id: first?.id ?? "" } };
    const { data } = await db().rewardModelVersion.findUniqueOrThrow({ ...trained, select: { data: true } });
    await db().rewardModelVersion.update({ ...trained, data: { data: { ...versionDataSchema.parse(data), answers: 200 } } });
    expect(await look(actor, await policy())).toBe("0 of 100 answers came since the last version. Nothing is due.");
    await db().rewardModelVersion.update({ ...trained, data: { data: versionDataSchema.parse(data) } });

    await setPolicy(actor, { projectId, enabled: true, everyLabels: null, onDrift: true, settings: { labels: "human" } });
    expect(await look(actor, await policy())).toBe("0 of 30 new answers to look for drift.");
    // Forty more comparisons in which people like what they disliked.
    await plantAnswers({ projectId, campaignId, from: 60, pairs: 40, taste: "reversed" });
    const waiting = "80 new responses are being scored by version 1.";
    expect(await look(actor, await policy())).toBe(waiting);
    expect(await look(actor, await policy())).toBe(waiting);
    const scoring = { projectId, name: "score-candidates" };
    expect(await db().job.count({ where: scoring })).toBe(1);
    await scoreCandidates(actor, { projectId, versionId: first?.id ?? "" });
    await db().job.updateMany({ where: scoring, data: { state: "done" } });
    await db().rewardModelVersion.update({ where: { id: first?.id ?? "" }, data: { seed: 9, folds: 4 } });
    // A fine-tuning tells margins of the one fold that it kept out; of the other prompts it learned all the same.
    const [{ promptHash = "" } = {}] = await db().pairMargin.findMany({
      where: { versionId: first?.id ?? "" },
      select: { promptHash: true },
    });
    await db().pairMargin.deleteMany({ where: { versionId: first?.id ?? "", promptHash: { not: promptHash } } });
    expect(await look(actor, await policy())).toMatch(
      /^Version 2 was queued: On 40 pairs of prompts that came since, version 1 is right in \d/,
    );
    // By the recipe of the version at work.
    expect((await listVersions(actor, { projectId }))[0]).toMatchObject({
      number: 2,
      trigger: "drift",
      state: "queued",
      seed: 9,
      folds: 4,
    });
    // What failed is left to people, and not tried again each minute.
    await db().rewardModelVersion.updateMany({ where: { projectId, number: 2 }, data: { state: "failed", error: "No room." } });
    expect(await look(actor, await policy())).toBe(
      "Version 2, which was trained by itself, failed: No room. It goes on after a training by hand.",
    );
  });

  it("tells a training as it goes on, and ends when it does", async () => {
    const { actor, projectId } = await plantProject("followed", 60);
    const training = trainRewardModel(actor, { projectId, labels: "human", head: "mlp", options: { hidden: 8, ensemble: 4 } }, here);
    let id = "";
    for (let tries = 0; tries < 200 && id === ""; tries += 1) {
      id = (await listVersions(actor, { projectId }))[0]?.id ?? "";
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const heard: TrainingNews[] = [];
    for await (const news of await followTraining(actor, { projectId, versionId: id }, new AbortController().signal)) heard.push(news);
    await training;
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.at(-1)?.state).toBe("done");
    expect(heard.at(-1)?.losses.length).toBeGreaterThan(3);
    const falling = heard.at(-1)?.losses ?? [];
    expect(falling.at(-1)).toBeLessThan(falling[0] ?? 0);
  });
});
