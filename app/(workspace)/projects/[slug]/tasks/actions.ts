"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { requestClosing, requestOpening } from "@/lib/tasks/request-change";
import { closeTasksSchema, requestOpeningSchema } from "@/lib/tasks/schema";

export const open = action(requestOpeningSchema, async (actor, input) => {
  const opened = await requestOpening(actor, input);
  revalidatePath("/projects/[slug]/tasks", "page");
  return opened;
});

export const close = action(closeTasksSchema, async (actor, input) => {
  const closed = await requestClosing(actor, input);
  revalidatePath("/projects/[slug]/tasks", "page");
  return closed;
});
