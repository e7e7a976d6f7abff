import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { listColumnsSchema } from "@/lib/auth/preferences-schema";
import { findPreferences, keepListColumns } from "@/lib/auth/store";
import { notFound } from "@/lib/errors";

const keptSchema = z.object({ columns: z.record(z.string(), z.array(z.string())).catch({}) }).catch({ columns: {} });

/** The columns that the person chose for a list, in their order; null where they never did. */
export const getListColumns = async (actor: Actor, input: { list: "items" }): Promise<string[] | null> => {
  await guard(actor, "account:edit");
  const userId = actorUserId(actor);
  return userId === null ? null : (keptSchema.parse(await findPreferences(userId)).columns[input.list] ?? null);
};

/** Keeps the columns that the person wants to see in a list, in their order; null: the usual ones. */
export const setListColumns = async (actor: Actor, input: z.input<typeof listColumnsSchema>): Promise<void> => {
  await guard(actor, "account:edit");
  const userId = actorUserId(actor);
  if (userId === null) throw notFound("person");
  const { list, columns } = listColumnsSchema.parse(input);
  await keepListColumns(userId, list, columns);
};
