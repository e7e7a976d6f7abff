import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { ApiKeyView } from "@/lib/api-keys/schema";
import { keysOf } from "@/lib/api-keys/store";

/** One's own keys; admins see those of everybody. */
export const listApiKeys = async (actor: Actor): Promise<ApiKeyView[]> => {
  const { workspaceId, may } = await guard(actor, "api-keys:own");
  return keysOf(workspaceId, may("api-keys:manage") ? null : actorUserId(actor));
};
