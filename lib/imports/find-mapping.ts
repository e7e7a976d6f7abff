import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError } from "@/lib/errors";
import { mappingsOf } from "@/lib/imports/mapping-store";
import type { SavedMapping } from "@/lib/imports/mapping-store";

/** A reading that was saved in the project, by its name. */
export const findMapping = async (actor: Actor, { projectId, name }: { projectId: string; name: string }): Promise<SavedMapping> => {
  await guard(actor, "imports:create", { projectId });
  const saved = await mappingsOf(projectId);
  const found = saved.find((one) => one.name === name);
  if (found) return found;
  const names = saved.length === 0 ? "None is saved yet" : `There are: ${saved.map((one) => one.name).join(", ")}`;
  throw new AppError("not_found", { userMessage: `No saved reading “${name}”. ${names}; a file that describes one ends in .json.` });
};
