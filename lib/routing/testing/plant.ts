import { createHash } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";

/** Projects with a judge whose errors can be learned, for the tests of this room. */

export type World = { actor: Actor; projectId: string; slug: string; wrong: Set<string> };

export const newActor = async (): Promise<Actor> => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId.replace("_", "-"), name: "test" } });
  return { kind: "system", workspaceId, name: "test" };
};

/** A judge that takes the longer response, which is wrong in every fourth item; the first `answered` items have a person's label too. */
export const plant = async (actor: Actor, slug: string, items: number, answered: number): Promise<World> => {
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  const [judge, person] = [
    { id: newId("annotator"), projectId: project.id, name: "judge", source: "lm" as const },
    { id: newId("annotator"), projectId: project.id, name: "ada", source: "human" as const },
  ];
  await db().annotator.createMany({ data: [judge, person] });
  const wrong = new Set<string>();
  const rows = Array.from({ length: items }, (_, index) => {
    const right = index % 2 === 0 ? 0 : 1;
    const errs = index % 4 === 0;
    if (errs) wrong.add(`${slug}-${index}`);
    return {
      index,
      right,
      errs,
      judged: errs ? 1 - right : right,
      itemId: newId("item"),
      taskId: newId("task"),
      candidates: [newId("candidate"), newId("candidate")],
    };
  });
  const projectId = project.id;
  await db().item.createMany({
    data: rows.map(({ index, itemId }) => ({
      id: itemId,
      projectId,
      ordinal: index + 1,
      externalId: `${slug}-${index}`,
      contentHash: `${slug} ${index}`,
      promptHash: createHash("sha256").update(`${slug} ${index}`).digest("hex"),
      title: `Question ${index}`,
      promptChars: 10,
    })),
  });
  await db().itemPayload.createMany({ data: rows.map(({ index, itemId }) => ({ itemId, prompt: `Question ${index}` })) });
  await db().candidate.createMany({
    data: rows.flatMap(({ itemId, candidates }) =>
      candidates.map((id, ordinal) => ({ id, projectId, itemId, ordinal, textHash: "t", chars: 1 })),
    ),
  });
  // The judge errs exactly where it takes a much longer response: a pattern that can be learned.
  const textOf = ({ errs, judged, index }: (typeof rows)[number], ordinal: number): string =>
    "word ".repeat(errs && ordinal === judged ? 60 : 8 + (index % 3));
  await db().candidatePayload.createMany({
    data: rows.flatMap((row) => row.candidates.map((candidateId, ordinal) => ({ candidateId, text: textOf(row, ordinal) }))),
  });
  await db().task.createMany({
    data: rows.map(({ itemId, taskId }) => ({ id: taskId, projectId, campaignId: campaign.id, itemId, unitKey: "0-1" })),
  });
  const label = (row: (typeof rows)[number], annotatorId: string, choice: number) => ({
    id: newId("annotation"),
    projectId,
    campaignId: campaign.id,
    taskId: row.taskId,
    annotatorId,
    idemKey: `k${row.index}`,
    payloadHash: "x",
    response: { answers: { overall: { choice } } },
  });
  await db().annotation.createMany({
    data: rows.flatMap((row) => [label(row, judge.id, row.judged), ...(row.index < answered ? [label(row, person.id, row.right)] : [])]),
  });
  return { actor, projectId: project.id, slug, wrong };
};
