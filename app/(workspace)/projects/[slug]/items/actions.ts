"use server";

import { revalidatePath } from "next/cache";
import { callBack } from "@/lib/annotations/call-back";
import { callBackSchema, sendBackSchema } from "@/lib/annotations/schema";
import { sendBack } from "@/lib/annotations/send-back";
import { decideTask, withdrawDecision } from "@/lib/discussion/decide-task";
import { postToItem, removePost } from "@/lib/discussion/discuss-item";
import { decideSchema, postSchema, removePostSchema, withdrawDecisionSchema } from "@/lib/discussion/schema";
import { action } from "@/lib/http/action";
import { setListColumns } from "@/lib/auth/list-columns";
import { listColumnsSchema } from "@/lib/auth/preferences-schema";
import { addGuideExample } from "@/lib/items/add-guide-example";
import { listFilterChoices, listMoreItems } from "@/lib/items/list-items";
import { dropView, editView, saveView } from "@/lib/items/saved-views";
import { removeItem } from "@/lib/items/remove-item";
import {
  addExampleSchema,
  dropViewSchema,
  editViewSchema,
  filterChoicesSchema,
  moreItemsSchema,
  removeItemSchema,
  saveViewSchema,
} from "@/lib/items/schema";
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

export const sendAnswerBack = action(sendBackSchema, async (actor, input) => {
  await sendBack(actor, input);
  seen();
});

export const callAnswerBack = action(callBackSchema, async (actor, input) => {
  await callBack(actor, input);
  seen();
});

export const keepKnown = action(setKnownAnswerSchema, async (actor, input) => {
  await setKnownAnswer(actor, input);
  seen();
});

export const more = action(moreItemsSchema, listMoreItems);
export const choices = action(filterChoicesSchema, listFilterChoices);

export const keepColumns = action(listColumnsSchema, async (actor, input) => {
  await setListColumns(actor, input);
  seen();
});

export const keepView = action(saveViewSchema, async (actor, input) => {
  const view = await saveView(actor, input);
  seen();
  return view;
});

export const changeView = action(editViewSchema, async (actor, input) => {
  await editView(actor, input);
  seen();
});

export const removeView = action(dropViewSchema, async (actor, input) => {
  await dropView(actor, input);
  seen();
});

export const addExample = action(addExampleSchema, async (actor, input) => {
  const published = await addGuideExample(actor, input);
  seen();
  return published;
});
