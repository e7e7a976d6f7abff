import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { deleteMapping, putMapping } from "@/lib/imports/mapping-store";
import { saveMappingSchema } from "@/lib/imports/schema";

/** Keeps how a file is read under a name; the same name again takes the place of the one before. */
export const saveMapping = async (actor: Actor, input: z.input<typeof saveMappingSchema>): Promise<{ mappingId: string }> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, name, reading, columns } = saveMappingSchema.parse(input);
  return db().$transaction(async (tx) => {
    // Which files of a folder were read says nothing of the next folder.
    const kept = { name, reading: { ...reading, members: null }, columns: [...columns].sort() };
    const mappingId = await putMapping(tx, projectId, { ...kept, createdById: actorUserId(actor) });
    await appendAudit(tx, actor, { action: "imports:create", projectId, subjectId: mappingId, detail: { did: "save-mapping", name } });
    return { mappingId };
  });
};

export const dropMapping = async (actor: Actor, input: { projectId: string; mappingId: string }): Promise<void> => {
  const { projectId, mappingId } = input;
  await guard(actor, "imports:create", { projectId });
  await db().$transaction(async (tx) => {
    if (!(await deleteMapping(tx, projectId, mappingId))) throw notFound("saved reading");
    await appendAudit(tx, actor, { action: "imports:create", projectId, subjectId: mappingId, detail: { did: "drop-mapping" } });
  });
};
