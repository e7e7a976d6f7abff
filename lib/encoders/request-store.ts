import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import type { EncoderRecord } from "@/lib/encoders/schema";
import { newId } from "@/lib/ids";

type Wanted = {
  projectId: string;
  source: string;
  name: string | null;
  pooling: EncoderRecord["pooling"] | null;
  revision: string;
  createdById: string | null;
};

export const insertRequest = async (tx: Tx, wanted: Wanted): Promise<string> => {
  const id = newId("encoderRequest");
  await tx.encoderRequest.create({ data: { id, ...wanted }, select: { id: true } });
  return id;
};

export const findRequest = async (projectId: string, id: string) =>
  db().encoderRequest.findFirst({
    where: { id, projectId },
    select: { source: true, name: true, pooling: true, revision: true, createdById: true },
  });

export const newestRequest = async (projectId: string): Promise<string | null> => {
  const row = await db().encoderRequest.findFirst({ where: { projectId }, orderBy: { createdAt: "desc" }, select: { id: true } });
  return row?.id ?? null;
};

export const nameOfPerson = async (userId: string): Promise<string | null> =>
  (await db().user.findUnique({ where: { id: userId }, select: { name: true } }))?.name ?? null;
