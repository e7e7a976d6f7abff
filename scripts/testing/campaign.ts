import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";

export type OpenCampaign = { projectId: string; campaignId: string; people: (Actor & { userId: string })[] };

type Texts = { prompt: (index: number) => string | { role: string; content: string }[]; response: (index: number, side: number) => string };

const shortTexts: Texts = { prompt: (index) => `Question ${index}`, response: (_index, side) => `Answer ${side}` };

/** One statement takes so many values and no more. */
const itemsAtOnce = 2_000;

/** A workspace with `people` annotators and a pairwise campaign with `tasks` open tasks of `overlap` slots each. */
export const openCampaign = async (size: {
  people: number;
  tasks: number;
  overlap: number;
  leaseSeconds?: number;
  texts?: Texts;
}): Promise<OpenCampaign> => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId.replace("_", "-"), name: "Test" } });
  const { project, campaign } = await createProject({ kind: "system", workspaceId, name: "test" }, { name: "Test", slug: "test" });
  await db().campaign.update({ where: { id: campaign.id }, data: { overlap: size.overlap, leaseSeconds: size.leaseSeconds ?? 600 } });
  const users = Array.from({ length: size.people }, (_, index) => ({
    id: newId("user"),
    email: `p${index}@${workspaceId}.example`,
    name: `Person ${index}`,
  }));
  await db().user.createMany({ data: users });
  await db().member.createMany({
    data: users.map((user) => ({ id: newId("member"), workspaceId, userId: user.id, role: "annotator" as const })),
  });
  const place = { projectId: project.id, campaignId: campaign.id };
  for (let from = 0; from < size.tasks; from += itemsAtOnce) {
    const count = Math.min(itemsAtOnce, size.tasks - from);
    await plantPairs({ ...place, overlap: size.overlap, from, count, texts: size.texts ?? shortTexts });
  }
  return { ...place, people: users.map((user) => ({ kind: "person" as const, userId: user.id, workspaceId })) };
};

const lengthOf = (prompt: ReturnType<Texts["prompt"]>): number =>
  typeof prompt === "string" ? prompt.length : prompt.reduce((sum, { content }) => sum + content.length, 0);

const plantPairs = async (input: {
  projectId: string;
  campaignId: string;
  overlap: number;
  from: number;
  count: number;
  texts: Texts;
}): Promise<void> => {
  const { projectId, campaignId, overlap, texts } = input;
  const rows = Array.from({ length: input.count }, (_, k) => {
    const index = input.from + k;
    return { itemId: newId("item"), taskId: newId("task"), index, prompt: texts.prompt(index) };
  });
  await db().item.createMany({
    data: rows.map(({ itemId, index, prompt }) => ({
      id: itemId,
      projectId,
      ordinal: index + 1,
      externalId: `q${index}`,
      contentHash: `h${index}`,
      promptHash: `p${index}`,
      title: `Question ${index}`,
      promptChars: lengthOf(prompt),
    })),
  });
  await db().itemPayload.createMany({ data: rows.map(({ itemId, prompt }) => ({ itemId, prompt })) });
  const candidates = rows.flatMap(({ itemId, index }) =>
    [0, 1].map((ordinal) => ({
      id: newId("candidate"),
      itemId,
      ordinal,
      textHash: `${index}-${ordinal}`,
      text: texts.response(index, ordinal),
    })),
  );
  await db().candidate.createMany({
    data: candidates.map(({ id, itemId, ordinal, textHash, text }) => ({ id, projectId, itemId, ordinal, textHash, chars: text.length })),
  });
  await db().candidatePayload.createMany({ data: candidates.map(({ id, text }) => ({ candidateId: id, text })) });
  await db().task.createMany({
    data: rows.map(({ itemId, taskId }) => ({ id: taskId, projectId, campaignId, itemId, unitKey: "0-1", overlap })),
  });
  await db().slot.createMany({
    data: rows.flatMap(({ taskId }) =>
      Array.from({ length: overlap }, (_, ordinal) => ({ projectId, campaignId, taskId, ordinal: ordinal + 1, key: ordinal + 1 })),
    ),
  });
};
