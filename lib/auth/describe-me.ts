import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { Role } from "@/lib/auth/permissions";
import { findPerson, findWorkspaceName } from "@/lib/auth/store";
import { notFound } from "@/lib/errors";

export type Me = { userId: string; name: string; email: string; hasPassword: boolean; role: Role; workspaceName: string };

/** The signed-in person as the frame of every page shows them. */
export const describeMe = async (actor: Actor): Promise<Me> => {
  const { role, workspaceId } = await guard(actor, "account:edit");
  if (actor.kind !== "person") throw notFound("person");
  const [person, workspaceName] = await Promise.all([findPerson(actor.userId), findWorkspaceName(workspaceId)]);
  if (!person) throw notFound("person");
  return { userId: person.id, name: person.name, email: person.email, hasPassword: person.passwordHash !== null, role, workspaceName };
};
