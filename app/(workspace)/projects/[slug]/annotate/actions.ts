"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { acceptConsent } from "@/lib/qualification/accept-consent";
import { answerPractice } from "@/lib/qualification/answer-practice";
import { nextPractice } from "@/lib/qualification/next-practice";
import { saveProfile } from "@/lib/qualification/save-profile";
import { acceptConsentSchema, answerTrainingSchema, placeSchema, saveProfileSchema } from "@/lib/qualification/schema";

const seen = (): void => revalidatePath("/projects/[slug]/annotate", "page");

export const accept = action(acceptConsentSchema, async (actor, input) => {
  await acceptConsent(actor, input);
  seen();
});

export const keepProfile = action(saveProfileSchema, async (actor, input) => {
  await saveProfile(actor, input);
  seen();
});

export const practise = action(placeSchema, nextPractice);

export const checkPractice = action(answerTrainingSchema, answerPractice);
