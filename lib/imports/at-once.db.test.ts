import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { importFiles } from "@/lib/imports/import-files";
import type { OnError } from "@/lib/imports/schema";
import { silentRun } from "@/lib/jobs/progress";
import { pairwiseConfigSchema } from "@/lib/kinds/pairwise/schema";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();
let actor: Actor;

beforeAll(async () => {
  actor = await systemActor("test");
});

/** A file of pairs whose labels answer one question. */
const write = (aspect: string): string => {
  const file = path.join(database.home, `${aspect}.jsonl`);
  const rows = Array.from({ length: 20 }, (_, i) => ({
    id: `${aspect} ${i}`,
    prompt: `Which ${i}?`,
    responses: [{ text: "yes" }, { text: "no" }],
    labels: [{ annotator: "ann", kind: "human", choice: 1, aspect }],
  }));
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return file;
};

describe("imports into one campaign at once", () => {
  it.each<OnError>(["stop", "skip"])("each bring their questions (%s)", async (onError) => {
    const { project, campaign } = await createProject(actor, { name: onError, slug: onError });
    const aspects = ["helpful", "harmless", "truthful"];
    const scope = { projectId: project.id, format: "auto", onError } as const;
    await Promise.all(
      aspects.map((aspect) => importFiles(actor, { ...scope, campaignIds: [campaign.id], paths: [write(aspect)] }, silentRun())),
    );
    const { config } = await db().campaign.findUniqueOrThrow({ where: { id: campaign.id }, select: { config: true } });
    const names = pairwiseConfigSchema.parse(config).questions.map(({ name }) => name);
    expect(names.toSorted()).toEqual(aspects.toSorted());
  });
});
