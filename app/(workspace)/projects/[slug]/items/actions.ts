"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { removeItem } from "@/lib/items/remove-item";
import { removeItemSchema } from "@/lib/items/schema";

export const remove = action(removeItemSchema, async (actor, input) => {
  await removeItem(actor, input);
  revalidatePath("/projects/[slug]", "layout");
});
