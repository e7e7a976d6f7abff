"use server";

import { revalidatePath } from "next/cache";
import { decideTask, withdrawDecision } from "@/lib/discussion/decide-task";
import { postToItem, removePost } from "@/lib/discussion/discuss-item";
import { decideSchema, postSchema, removePostSchema, withdrawDecisionSchema } from "@/lib/discussion/schema";
import { action } from "@/lib/http/action";
import { removeItem } from "@/lib/items/remove-item";
import { removeItemSchema } from "@/lib/items/schema";
import { setKnownAnswerSchema } from "@/lib/quality/schema";
import { setKnownAnswer } from "@/lib/quality/set-known-answer";

const seen = (): void => revalidatePath("/projects/[slug]", "layout");

export const remove = action(removeItemSchema, async (actor, input) => {
  await removeItem(actor, input);
  seen();
});

export const post = action(postSchema, async (actor, input) => {
  await postToItem(actor, input);
  seen();
});

export const takeBack = action(removePostSchema, async (actor, input) => {
  await removePost(actor, input);
  seen();
});

export const decide = action(decideSchema, async (actor, input) => {
  await decideTask(actor, input);
  seen();
});

export const withdraw = action(withdrawDecisionSchema, async (actor, input) => {
  await withdrawDecision(actor, input);
  seen();
});

export const keepKnown = action(setKnownAnswerSchema, async (actor, input) => {
  await setKnownAnswer(actor, input);
  seen();
});
