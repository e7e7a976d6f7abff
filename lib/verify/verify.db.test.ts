import { appendFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { labelModelEdition } from "@/lib/aggregation/fit-consensus";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { leaseNext } from "@/lib/assignments/lease-next";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { sealAudit } from "@/lib/auth/seal-audit";
import { reserve } from "@/lib/budgets/reserve";
import { setBudget } from "@/lib/budgets/set-budget";
import { db } from "@/lib/db";
import { buildDatasetVersion } from "@/lib/exports/build-dataset-version";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { blobPath } from "@/lib/storage";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { waitForLocks } from "@/scripts/testing/locks";

testDatabase();
let actor: Actor;

const failing = async (): Promise<string[]> => (await verifyInvariants(actor)).filter(({ ok }) => !ok).map(({ id }) => id);

const run = async (...statements: string[]): Promise<void> => {
  for (const statement of statements) await db().$executeRawUnsafe(statement);
};

beforeAll(async () => {
  const campaign = await openCampaign({ people: 3, tasks: 6, overlap: 2 });
  for (const [index, person] of campaign.people.entries()) {
    for (let round = 0; round < 3; round += 1) {
      const [work] = await leaseNext(person, { ...campaign, holding: [] });
      if (!work) throw new Error("nothing to claim");
      // The last claim of each stays open, so that live leases are looked at as well.
      if (round === 2) continue;
      await submitAnnotation(person, {
        ...campaign,
        assignmentId: work.assignmentId,
        epoch: work.epoch,
        idemKey: `verify-person-${index}-round-${round}`,
        response: { answers: { overall: { choice: (index + round) % 2 } } },
      });
    }
  }
  const project = await db().project.findUniqueOrThrow({ where: { id: campaign.projectId }, select: { workspaceId: true } });
  actor = { kind: "system", workspaceId: project.workspaceId, name: "test" };
  await aggregateProject(actor, { projectId: campaign.projectId, model: "majority", source: "human" });
  const { id } = await createDatasetVersion(actor, {
    projectId: campaign.projectId,
    format: "annotations",
    container: "jsonl",
    recipe: {},
    build: "caller",
  });
  await buildDatasetVersion(actor, { projectId: campaign.projectId, versionId: id });
  await setBudget(actor, { projectId: campaign.projectId, capMicros: 100 });
  const money = { arm: "lm:judge", amountMicros: 60n, idemKey: "verify", holdSeconds: 600, onExpiry: "release" } as const;
  await reserve(actor, { projectId: campaign.projectId, campaignId: campaign.campaignId, ...money });
  await sealAudit();
});

describe("the invariants", () => {
  it("hold after ordinary work, and look at every kind of row", async () => {
    const invariants = await verifyInvariants(actor);
    expect(invariants.filter(({ ok }) => !ok)).toEqual([]);
    expect(invariants.map(({ id }) => id)).toEqual(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9"]);
    for (const { id, checked } of invariants) expect([id, checked > 0]).toEqual([id, true]);
  });

  it("I1 sees an accepted submit whose answer is gone, and an answer that nobody accepted", async () => {
    await run(
      "update audit_event set subject_id = subject_id || '~' where id = (select min(id) from audit_event where detail->>'did' = 'submit')",
    );
    const [first] = await verifyInvariants(actor);
    expect(first).toMatchObject({ id: "I1", ok: false, violations: 2 });
    await run("update audit_event set subject_id = rtrim(subject_id, '~') where subject_id like '%~' and detail->>'did' = 'submit'");
    expect(await failing()).toEqual([]);
  });

  it("I8 sees a slot that was made for one person and waits for everybody", async () => {
    await run(
      `insert into slot (project_id, campaign_id, task_id, ordinal, state, purpose)
       select project_id, campaign_id, task_id, 5000, 'open', 'gold' from slot order by id limit 1`,
    );
    expect(await failing()).toEqual(["I8"]);
    await run("delete from slot where ordinal = 5000");
    expect(await failing()).toEqual([]);
  });

  it("I6 finds no fault with an aggregation that is taken away while it is looked at", async () => {
    const row = await db().aggregation.findFirstOrThrow({ select: { id: true, projectId: true } });
    const { id } = await aggregateProject(actor, { projectId: row.projectId, model: "one-coin", source: "human" });
    let looking: Promise<string[]> = Promise.resolve([]);
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`lock table consensus in access exclusive mode`;
      looking = failing();
      await waitForLocks(1);
      await tx.aggregation.delete({ where: { id } });
    });
    expect(await looking).toEqual([]);
  });

  it("I2 sees a second live answer in a slot", async () => {
    await run(
      "drop index annotation_one_live_per_slot",
      "drop index annotation_one_live_per_task_and_person",
      `insert into annotation (id, project_id, campaign_id, task_id, annotator_id, slot_id, idem_key, payload_hash, response)
       select 'ann_double', project_id, campaign_id, task_id, annotator_id, slot_id, 'another key', payload_hash, response
       from annotation where slot_id is not null limit 1`,
    );
    expect(await failing()).toContain("I2");
    await run("delete from annotation where id = 'ann_double'");
    expect(await failing()).toEqual([]);
  });

  it("I3 sees a done slot without an answer", async () => {
    await run("update annotation set withdrawn_at = now() where id = (select min(id) from annotation)");
    expect(await failing()).toContain("I3");
    await run("update annotation set withdrawn_at = null where withdrawn_at is not null");
    expect(await failing()).toEqual([]);
  });

  it("I4 sees a slot with two live leases, and a lease on a slot that is open", async () => {
    await run(
      "drop index assignment_one_live_per_slot",
      "drop index assignment_one_per_task_and_annotator",
      `insert into assignment (project_id, campaign_id, slot_id, task_id, annotator_id, epoch, lease_until, shown_order, skip_reason)
       select project_id, campaign_id, slot_id, task_id, annotator_id, epoch, lease_until, shown_order, 'double' from assignment where state = 'leased' limit 1`,
    );
    expect(await failing()).toEqual(["I4"]);
    await run("delete from assignment where skip_reason = 'double'");
    await run("update slot set state = 'open' where id = (select min(id) from slot where state = 'leased')");
    expect(await failing()).toEqual(["I4"]);
    await run("update slot set state = 'leased' where id in (select slot_id from assignment where state = 'leased')");
    expect(await failing()).toEqual([]);
  });

  it("I5 sees an event that was changed or taken out after it was sealed, and a block that was taken out", async () => {
    const count = "select count(*)::int as n from audit_event where seal_id is null";
    expect(await db().$queryRawUnsafe(count)).toEqual([{ n: 0 }]);
    await run('update audit_event set detail = detail || \'{"by":"nobody"}\' where id = (select min(id) from audit_event)');
    expect(await failing()).toEqual(["I5"]);
    await run("update audit_event set detail = detail - 'by' where detail ? 'by'");
    expect(await failing()).toEqual([]);

    await run("update audit_event set seal_id = null where id = (select max(id) from audit_event)");
    expect(await failing()).toEqual(["I5"]);
    await run("update audit_event set seal_id = (select max(id) from audit_seal) where seal_id is null");
    expect(await failing()).toEqual([]);

    await db().auditEvent.create({
      data: { workspaceId: actor.workspaceId, actorKind: "system", actorId: "test", action: "projects:see" },
      select: { id: true },
    });
    expect(await sealAudit()).toBe(1);
    expect(await sealAudit()).toBe(0);
    expect(await failing()).toEqual([]);
    await run("update audit_seal set previous = 'gone' where id = (select max(id) from audit_seal)");
    expect(await failing()).toEqual(["I5"]);
    await run(
      "update audit_seal set previous = (select hash from audit_seal order by id limit 1) where id = (select max(id) from audit_seal)",
    );
    expect(await failing()).toEqual([]);
  });

  it("I6 sees a posterior that does not follow from its labels", async () => {
    await run("update consensus set p_choice = p_choice / 2 where task_id = (select min(task_id) from consensus)");
    expect(await failing()).toEqual(["I6"]);
    await run("update consensus set p_choice = p_choice * 2 where task_id = (select min(task_id) from consensus)");
    expect(await failing()).toEqual([]);
  });

  it("I6 counts the labels behind figures of an earlier edition of the label models, and says that it does no more", async () => {
    await run("update aggregation set edition = 1, model = 'dawid-skene'");
    const seen = async () => (await verifyInvariants(actor)).find(({ id }) => id === "I6");
    expect(await seen()).toMatchObject({ ok: true, note: expect.stringMatching(/^1 of the aggregations .* Aggregate again/) });
    await run("update consensus set labels = labels + 1 where task_id = (select min(task_id) from consensus)");
    expect(await seen()).toMatchObject({ ok: false, violations: 1 });
    await run("update consensus set labels = labels - 1 where task_id = (select min(task_id) from consensus)");
    await run(`update aggregation set edition = ${labelModelEdition}`);
    expect(await seen()).toMatchObject({ ok: false, note: null });
    await run("update aggregation set model = 'majority'");
  });

  it("I7 sees a file that was changed after it was written", async () => {
    const file = await db().datasetFile.findFirstOrThrow({ select: { storageKey: true } });
    await appendFile(blobPath(file.storageKey), " ");
    expect(await failing()).toEqual(["I7"]);
    const lost = { type: "image", contentType: "image/png", byteSize: 3, sha256: "0", storageKey: "media/lost" };
    const { id: projectId } = await db().project.findFirstOrThrow({ where: { workspaceId: actor.workspaceId }, select: { id: true } });
    await db().mediaAsset.create({ data: { id: "med_lost", projectId, fileName: "a/lost.png", ...lost } });
    const model = {
      number: 1,
      state: "done",
      encoder: "lexical",
      head: "linear",
      loss: "bradley-terry",
      labels: "human",
      seed: 1,
      folds: 2,
    };
    const { storageKey: encoderKey } = file;
    await db().rewardModelVersion.create({ data: { id: "rmv_lost", projectId, ...model, encoderKey, encoderSha256: "0" } });
    const seen = (await verifyInvariants(actor)).find(({ id }) => id === "I7");
    await db().rewardModelVersion.delete({ where: { id: "rmv_lost" } });
    expect(seen).toMatchObject({
      violations: 3,
      examples: [
        expect.stringContaining("another size"),
        "rmv_lost: encoder has another checksum",
        expect.stringMatching(/: a\/lost.png is gone$/),
      ],
    });
  });

  it("are nobody else's to see", async () => {
    const other = await systemActor("test");
    const invariants = await verifyInvariants({ ...other, workspaceId: "wsp_other" });
    expect(invariants.every(({ checked }) => checked === 0)).toBe(true);
  });
});
