import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { saveDraft } from "@/lib/annotations/save-draft";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { leaseNext } from "@/lib/assignments/lease-next";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { buildDatasetVersion } from "@/lib/exports/build-dataset-version";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { openDatasetFile } from "@/lib/exports/open-dataset-file";
import { extrasSchema } from "@/lib/extras/schema";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";
import { openCampaign } from "@/scripts/testing/campaign";
import { choose, nextOf, personOf } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const extras = extrasSchema.parse([
  { name: "why", title: "Why?", type: "critique", about: "item", required: true, minChars: 5 },
  { name: "better", title: "Write it better", type: "rewrite", about: "response" },
]);
const written = [
  { name: "why", response: null, text: "The second invents a source." },
  { name: "better", response: 1, text: "The sky scatters blue light most. 🌍 “Rayleigh”\nTwo lines." },
];

const rowSchema = z.object({
  item: z.string(),
  extras: z.string(),
  repeat: z.boolean(),
  left_out: z.boolean(),
  question_version: z.number(),
});

describe("critiques and rewrites", () => {
  it("are asked for at the desk, kept with draft and answer, exported, and the same after an import", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { extras } });
    const actor = personOf(campaign, 0);
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    const work = await nextOf(campaign, actor);
    if (!work) throw new Error("nothing to claim");
    const draft = { response: null, comment: "", flagged: false, extras: written.slice(0, 1) };
    await saveDraft(actor, { projectId: place.projectId, assignmentId: work.assignmentId, draft });
    const [again] = await leaseNext(actor, { ...place, holding: [] });
    expect(again?.draft).toMatchObject({ extras: written.slice(0, 1) });
    const answer = { ...place, assignmentId: work.assignmentId, epoch: work.epoch, response: choose(0), questionVersion: 1 };
    const attempt = submitAnnotation(actor, { ...answer, idemKey: "nothing-was-written", extras: [] });
    await expect(attempt).rejects.toMatchObject({ code: "invalid_input", userMessage: expect.stringContaining("Why?") });
    const receipt = await submitAnnotation(actor, { ...answer, idemKey: "all-that-was-asked", extras: [...written].reverse() });
    expect(receipt.extras).toEqual(written);

    const system: Actor = { kind: "system", workspaceId: actor.workspaceId, name: "test" };
    const created = await createDatasetVersion(system, { ...place, format: "annotations", container: "jsonl", build: "caller" });
    const version = await buildDatasetVersion(system, { projectId: place.projectId, versionId: created.id });
    const file = version.files.find((one) => one.path.startsWith("annotations"));
    const { stream } = await openDatasetFile(system, { versionId: version.id, path: file?.path ?? "" });
    const row = rowSchema.parse(JSON.parse((await text(stream)).split("\n")[0] ?? ""));
    expect(row).toMatchObject({ repeat: false, left_out: false, question_version: 1 });

    const { project, campaign: other } = await createProject(system, { name: "Other" });
    const folder = await mkdtemp(path.join(tmpdir(), "plumbline-extras-"));
    const line = {
      id: row.item,
      prompt: "Question 0",
      responses: [{ text: "Answer 0" }, { text: "Answer 1" }],
      labels: [{ annotator: "ada", kind: "human", choice: 0, comment: "said beside", extras: z.json().parse(JSON.parse(row.extras)) }],
    };
    const jsonl = path.join(folder, "rows.jsonl");
    await writeFile(jsonl, `${JSON.stringify(line)}\n`);
    const input = { projectId: project.id, campaignIds: [other.id], paths: [jsonl], format: "auto" as const, onError: "stop" as const };
    expect((await importFiles(system, input, silentRun())).failure).toBeNull();
    await rm(folder, { recursive: true });
    const stored = await db().annotation.findFirst({ where: { projectId: project.id }, select: { extras: true, comment: true } });
    expect(stored).toEqual({ extras: written, comment: "said beside" });
  });
});
