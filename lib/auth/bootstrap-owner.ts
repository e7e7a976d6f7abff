import { appendAudit } from "@/lib/auth/audit";
import { ensureWorkspace } from "@/lib/auth/ensure-workspace";
import { generatePassword, hashPassword } from "@/lib/auth/passwords";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

export const defaultOwnerEmail = "owner@plumbline.local";

export type OwnerResult = { created: true; email: string; password: string } | { created: false };

/**
 * Makes the first owner where the workspace has none. The password is generated and returned this once; only its hash is kept.
 * Called at every start: two starts at once still make one owner.
 */
export const ensureOwner = async (input: { email?: string; name?: string } = {}): Promise<OwnerResult> => {
  const { workspaceId } = await ensureWorkspace();
  const hasOwner = { workspaceId, role: "owner" as const };
  if (await db().member.findFirst({ where: hasOwner, select: { id: true } })) return { created: false };
  const email = (input.email ?? defaultOwnerEmail).toLowerCase();
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select id from workspace where id = ${workspaceId} for update`;
    if (await tx.member.findFirst({ where: hasOwner, select: { id: true } })) return { created: false };
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) {
      throw new AppError("conflict", {
        userMessage: `${email} has an account already, yet the workspace has no owner. Name another address.`,
      });
    }
    const userId = newId("user");
    await tx.user.create({ data: { id: userId, email, name: input.name ?? "Owner", passwordHash }, select: { id: true } });
    const member = await tx.member.create({ data: { id: newId("member"), workspaceId, userId, role: "owner" }, select: { id: true } });
    await appendAudit(
      tx,
      { kind: "system", workspaceId, name: "start" },
      { action: "members:own", subjectId: member.id, detail: { email } },
    );
    return { created: true, email, password };
  });
};
