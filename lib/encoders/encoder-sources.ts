import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { env } from "@/lib/env";
import { listServerFolder } from "@/lib/imports/sources/server-folder";

/** Where people may take encoders from: the installation's hub, and the folders that an operator opened. */
export const encoderSources = async (actor: Actor, input: { projectId: string }): Promise<{ hub: string; folders: string[] }> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  return { hub: new URL(env().HF_ENDPOINT).host, folders: (await listServerFolder("")).map(({ path }) => path) };
};
