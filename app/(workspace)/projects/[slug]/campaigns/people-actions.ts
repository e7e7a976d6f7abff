"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { setHandoutSchema } from "@/lib/projects/schema";
import { consentTextSchema, setAdmissionSchema } from "@/lib/qualification/schema";
import { publishConsent, setAdmission } from "@/lib/qualification/set-admission";
import {
  excludeSchema,
  liftPauseSchema,
  markTrainingSchema,
  readmitSchema,
  setQualityRulesSchema,
  setSkillsSchema,
} from "@/lib/quality/schema";
import { setTraining } from "@/lib/quality/set-known-answer";
import { excludePerson, liftPause, readmitPerson, setSkills } from "@/lib/quality/set-person";
import { setQualityRules } from "@/lib/quality/set-rules";
import { replaceUncounted } from "@/lib/tasks/replace-uncounted";
import { campaignPlaceSchema } from "@/lib/tasks/schema";
import { setHandout } from "@/lib/tasks/set-handout";

const seen = (): void => revalidatePath("/projects/[slug]", "layout");

export const keepHandout = action(setHandoutSchema, async (actor, input) => {
  const changed = await setHandout(actor, input);
  seen();
  return changed;
});

export const keepAdmission = action(setAdmissionSchema, async (actor, input) => {
  await setAdmission(actor, input);
  seen();
});

export const publishConsentText = action(consentTextSchema, async (actor, input) => {
  const published = await publishConsent(actor, input);
  seen();
  return published;
});

export const keepRules = action(setQualityRulesSchema, async (actor, input) => {
  await setQualityRules(actor, input);
  seen();
});

export const markForPractice = action(markTrainingSchema, async (actor, input) => {
  const marked = await setTraining(actor, input);
  seen();
  return marked;
});

export const keepSkills = action(setSkillsSchema, async (actor, input) => {
  await setSkills(actor, input);
  seen();
});

export const letGoOn = action(liftPauseSchema, async (actor, input) => {
  await liftPause(actor, input);
  seen();
});

export const exclude = action(excludeSchema, async (actor, input) => {
  await excludePerson(actor, input);
  seen();
});

export const readmit = action(readmitSchema, async (actor, input) => {
  await readmitPerson(actor, input);
  seen();
});

export const askOthers = action(campaignPlaceSchema, async (actor, input) => {
  const replaced = await replaceUncounted(actor, input);
  seen();
  return replaced;
});
