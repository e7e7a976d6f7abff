import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";

const slug = "main";

/** The workspace of this installation, made on first use, without any person in it: enough for the command line. */
export const ensureWorkspace = async (): Promise<{ workspaceId: string }> => {
  await db().workspace.createMany({ data: { id: newId("workspace"), slug, name: "Workspace" }, skipDuplicates: true });
  const workspace = await db().workspace.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  return { workspaceId: workspace.id };
};

/** The command line or a script as an actor: an owner's rights in this installation's workspace. */
export const systemActor = async (name: string): Promise<Actor> => ({ kind: "system", name, ...(await ensureWorkspace()) });
