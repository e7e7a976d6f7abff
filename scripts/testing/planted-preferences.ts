import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { promptHashOf } from "@/lib/imports/identity";
import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream } from "@/lib/ml/random/random";
import { createProject } from "@/lib/projects/create-project";

/** Projects with pairs of responses that people have compared, for tests of what learns from them. */

const words = ["river", "stone", "market", "window", "engine", "garden", "paper", "signal", "copper", "harbour"];

/** One response names reasons, the other does not; people prefer the one that does. */
export const writePair = (random: RandomStream): { texts: [string, string]; better: 0 | 1 } => {
  const better = random.integer(2) === 1 ? 1 : 0;
  const write = (good: boolean): string => {
    const text = Array.from({ length: 10 + random.integer(6) }, () => words[random.integer(words.length)] ?? "");
    if (good) text.splice(2, 2, "because", "therefore");
    return `${text.join(" ")}.`;
  };
  return { texts: [write(better === 0), write(better === 1)], better };
};

const people = ["ada", "ben", "cyd"];

export type Planted = { actor: Actor; projectId: string; campaignId: string };

/** A project with so many pairs on half as many prompts, each compared by three people who now and then err. */
export const plantProject = async (slug: string, pairs: number): Promise<Planted> => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug, name: slug } });
  const actor: Actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  await db().annotator.createMany({
    data: people.map((name) => ({ id: newId("annotator"), projectId: project.id, name, source: "human" })),
  });
  await plantAnswers({ projectId: project.id, campaignId: campaign.id, from: 0, pairs, taste: "reasons" });
  return { actor, projectId: project.id, campaignId: campaign.id };
};

/** More pairs with answers, counted on from those that are there. `reversed`: people like what they disliked. */
export const plantAnswers = async (input: {
  projectId: string;
  campaignId: string;
  from: number;
  pairs: number;
  taste: "reasons" | "reversed";
}): Promise<void> => {
  const { projectId, campaignId, from, pairs, taste } = input;
  const random = createRandom(5 + from);
  const prompts = Math.ceil(pairs / 2);
  const rows = Array.from({ length: pairs }, (_, at) => {
    const { texts, better } = writePair(random);
    const liked = taste === "reasons" ? better : better === 1 ? 0 : 1;
    return { index: from + at, itemId: newId("item"), taskId: newId("task"), texts, liked };
  });
  const promptOf = (index: number): number => from + ((index - from) % prompts);
  await db().item.createMany({
    data: rows.map(({ itemId, index }) => ({
      id: itemId,
      projectId,
      ordinal: index + 1,
      externalId: `q${index}`,
      contentHash: `h${index}`,
      promptHash: promptHashOf(`Question ${promptOf(index)}`),
      title: `Question ${index}`,
      promptChars: 10,
    })),
  });
  await db().itemPayload.createMany({ data: rows.map(({ itemId, index }) => ({ itemId, prompt: `Question ${promptOf(index)}` })) });
  const candidates = rows.flatMap(({ itemId, index, texts }) =>
    texts.map((text, ordinal) => ({ id: newId("candidate"), itemId, ordinal, text, textHash: `t${index}-${ordinal}` })),
  );
  await db().candidate.createMany({ data: candidates.map(({ text, ...row }) => ({ ...row, projectId, chars: text.length })) });
  await db().candidatePayload.createMany({ data: candidates.map(({ id, text }) => ({ candidateId: id, text })) });
  const scope = { projectId, campaignId };
  await db().task.createMany({ data: rows.map(({ itemId, taskId }) => ({ id: taskId, ...scope, itemId, unitKey: "0-1" })) });
  const annotators = await db().annotator.findMany({
    where: { projectId, name: { in: people } },
    orderBy: { name: "asc" },
    select: { id: true },
  });
  await db().annotation.createMany({
    data: rows.flatMap(({ taskId, index, liked }) =>
      annotators.map(({ id }, person) => ({
        id: newId("annotation"),
        ...scope,
        taskId,
        annotatorId: id,
        idemKey: `${index}`,
        payloadHash: "x",
        response: { answers: { overall: { choice: (index + person) % 7 === 0 ? 1 - liked : liked } } },
      })),
    ),
  });
};
