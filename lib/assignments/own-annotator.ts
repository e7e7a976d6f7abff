import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { prepared } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/ids";

/** The row under which a person annotates in a project, at the desk or through a key of theirs; made at their first item. */
export const ownAnnotatorId = async (tx: Tx, actor: Actor, projectId: string): Promise<string> => {
  const userId = actorUserId(actor);
  if (userId === null) throw new AppError("forbidden", { userMessage: "Only a person can annotate." });
  const known = await prepared<{ id: string }>(
    tx,
    Prisma.sql`
    select id from annotator where project_id = ${projectId} and user_id = ${userId} and source = 'human'`,
  );
  if (known[0]) return known[0].id;
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, email: true } });
  // An imported annotator may bear the same name; the address tells the two apart, and the id settles what is left.
  const names = [user.name, `${user.name} (${user.email})`, `${user.name} (${userId})`];
  for (const name of names) {
    await tx.$executeRaw`
      insert into annotator (id, project_id, name, source, user_id) values (${newId("annotator")}, ${projectId}, ${name}, 'human', ${userId})
      on conflict do nothing`;
    const made = await tx.annotator.findUnique({
      where: { projectId_userId_source: { projectId, userId: userId, source: "human" } },
      select: { id: true },
    });
    if (made) return made.id;
  }
  throw new Error(`no annotator name is free for ${userId}`);
};
