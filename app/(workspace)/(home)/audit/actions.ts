"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { checkWholeLog } from "@/lib/audit/check-log";
import { action } from "@/lib/http/action";

export const checkAll = action(z.object({}), async (actor) => {
  const { checked } = await checkWholeLog(actor);
  revalidatePath("/audit");
  return { checked };
});
