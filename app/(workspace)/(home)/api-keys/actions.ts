"use server";

import { revalidatePath } from "next/cache";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { apiKeyIdSchema, createApiKeySchema } from "@/lib/api-keys/schema";
import { action } from "@/lib/http/action";

export const create = action(createApiKeySchema, async (actor, input) => {
  const made = await createApiKey(actor, input);
  revalidatePath("/api-keys");
  return made;
});

export const revoke = action(apiKeyIdSchema, async (actor, input) => {
  await revokeApiKey(actor, input);
  revalidatePath("/api-keys");
});
