import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";

/** A project whose items have these prompts and two responses each, in a workspace of its own. */
export const plantPrompts = async (
  prompts: readonly string[],
  meta: readonly object[] = [],
): Promise<{ actor: Actor; projectId: string }> => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId.replace("_", "-"), name: "test" } });
  const actor: Actor = { kind: "system", workspaceId, name: "test" };
  const { project } = await createProject(actor, { name: "Tagged", slug: "tagged" });
  for (const [index, prompt] of prompts.entries()) {
    await db().item.create({
      data: {
        id: newId("item"),
        projectId: project.id,
        ordinal: index + 1,
        externalId: `q${index}`,
        contentHash: `${index}`,
        promptHash: `${index}`,
        title: prompt.slice(0, 20),
        promptChars: prompt.length,
        meta: meta[index] ?? {},
        payload: { create: { prompt } },
        candidates: {
          create: ["Yes, of course.", `Well${" indeed".repeat(6 * index + 6)}.`].map((text, ordinal) => ({
            id: newId("candidate"),
            projectId: project.id,
            ordinal,
            textHash: text,
            chars: text.length,
            payload: { create: { text } },
          })),
        },
      },
    });
  }
  return { actor, projectId: project.id };
};
