import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { listServerFolder } from "@/lib/imports/sources/server-folder";
import type { ServerEntry } from "@/lib/imports/sources/server-folder";

/** What lies in a folder that an operator opened to imports; the opened folders themselves where none is named. */
export const browseServer = async (actor: Actor, input: { projectId: string; path: string }): Promise<ServerEntry[]> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  return listServerFolder(input.path);
};
