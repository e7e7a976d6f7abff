"use server";

import { revalidatePath } from "next/cache";
import { resolveFlag, warnItem } from "@/lib/flags/handle-flags";
import { resolveFlagSchema, warnItemSchema } from "@/lib/flags/schema";
import { action } from "@/lib/http/action";

const seen = (): void => revalidatePath("/projects/[slug]/flags", "page");

export const settle = action(resolveFlagSchema, async (actor, input) => {
  await resolveFlag(actor, input);
  seen();
});

export const warn = action(warnItemSchema, async (actor, input) => {
  await warnItem(actor, input);
  seen();
});
