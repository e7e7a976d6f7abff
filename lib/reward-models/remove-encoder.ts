import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { dropEncoder } from "@/lib/encoders/drop-encoder";
import { AppError } from "@/lib/errors";
import { dropVectors, versionsWithEncoder } from "@/lib/reward-models/encoder-store";

const mostNamed = 5;

/**
 * Takes an encoder away, with the vectors that are kept for it. Refused while a version uses it: what a version has scored stays, but
 * it could score nothing more.
 */
export const removeEncoder = async (actor: Actor, input: { name: string }): Promise<{ vectors: number }> => {
  const { workspaceId } = await guard(actor, "reward-models:train");
  const uses = (await versionsWithEncoder()).filter(({ encoder }) => encoder === input.name);
  if (uses.length > 0) {
    const own = uses.filter((use) => use.workspaceId === workspaceId);
    const named = own.slice(0, mostNamed).map(({ project, number }) => `version ${number} of ${project}`);
    const others = uses.length - named.length;
    const all = [...named, ...(others > 0 ? [`${others} ${named.length > 0 ? "more" : "of other workspaces"}`] : [])].join(", ");
    throw new AppError("conflict", { userMessage: `“${input.name}” is used by ${all}, and they could score nothing without it.` });
  }
  const { sha256, name, source } = await dropEncoder(actor, input);
  const vectors = await dropVectors(sha256);
  const detail = { did: "remove encoder", name, source, vectors };
  await db().$transaction((tx) => appendAudit(tx, actor, { action: "reward-models:train", subjectId: name, detail }));
  return { vectors };
};
