import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";

export type OpenCampaign = { projectId: string; campaignId: string; people: Actor[] };

/** A workspace with `people` annotators and a pairwise campaign with `tasks` open tasks of `overlap` slots each. */
export const openCampaign = async (size: {
  people: number;
  tasks: number;
  overlap: number;
  leaseSeconds?: number;
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
  const rows = Array.from({ length: size.tasks }, (_, index) => ({ itemId: newId("item"), taskId: newId("task"), index }));
  await db().item.createMany({
    data: rows.map(({ itemId, index }) => ({
      id: itemId,
      projectId: project.id,
      ordinal: index + 1,
      externalId: `q${index}`,
      contentHash: `h${index}`,
      promptHash: `p${index}`,
      title: `Question ${index}`,
      promptChars: 10,
    })),
  });
  await db().itemPayload.createMany({ data: rows.map(({ itemId, index }) => ({ itemId, prompt: `Question ${index}` })) });
  const candidates = rows.flatMap(({ itemId }) =>
    [0, 1].map((ordinal) => ({ id: newId("candidate"), projectId: project.id, itemId, ordinal, textHash: `t${ordinal}`, chars: 8 })),
  );
  await db().candidate.createMany({ data: candidates });
  await db().candidatePayload.createMany({ data: candidates.map(({ id, ordinal }) => ({ candidateId: id, text: `Answer ${ordinal}` })) });
  await db().task.createMany({
    data: rows.map(({ itemId, taskId }) => ({
      id: taskId,
      projectId: project.id,
      campaignId: campaign.id,
      itemId,
      unitKey: "0-1",
      overlap: size.overlap,
    })),
  });
  await db().slot.createMany({
    data: rows.flatMap(({ taskId }) =>
      Array.from({ length: size.overlap }, (_, ordinal) => ({
        projectId: project.id,
        campaignId: campaign.id,
        taskId,
        ordinal: ordinal + 1,
        key: ordinal + 1,
      })),
    ),
  });
  return {
    projectId: project.id,
    campaignId: campaign.id,
    people: users.map((user) => ({ kind: "person" as const, userId: user.id, workspaceId })),
  };
};
