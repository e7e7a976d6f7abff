"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changePassword } from "@/lib/auth/change-password";
import { endOtherSessions } from "@/lib/auth/end-other-sessions";
import { keepBrowserToken } from "@/lib/auth/known-browser";
import { renameMe } from "@/lib/auth/rename-me";
import { nameChangeSchema, passwordChangeSchema } from "@/lib/auth/schema";
import { currentSession } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { action } from "@/lib/http/action";

export const rename = action(nameChangeSchema, async (actor, input) => {
  await renameMe(actor, input);
  revalidatePath("/", "layout");
});

export const setPassword = action(passwordChangeSchema, async (actor, input) => {
  const { email, browser } = await changePassword(actor, input);
  await keepBrowserToken(browser);
  return { email };
});

export const endOthers = action(z.object({}), async (actor) => {
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", { userMessage: "You are signed out." });
  const result = await endOtherSessions(actor, { keepSessionId: session.sessionId });
  revalidatePath("/account");
  return result;
});
