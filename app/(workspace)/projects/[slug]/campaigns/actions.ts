"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { createCampaign } from "@/lib/projects/create-campaign";
import { editCampaign } from "@/lib/projects/edit-campaign";
import { publishGuide } from "@/lib/projects/publish-guide";
import { createCampaignSchema, editPartSchema, publishGuideSchema, setCampaignStateSchema } from "@/lib/projects/schema";
import { setCampaignState } from "@/lib/projects/set-campaign-state";

const seen = (): void => revalidatePath("/projects/[slug]", "layout");

export const create = action(createCampaignSchema, async (actor, input) => {
  const campaign = await createCampaign(actor, input);
  seen();
  return { slug: campaign.slug };
});

export const edit = action(editPartSchema, async (actor, input) => {
  await editCampaign(actor, input);
  seen();
});

export const setState = action(setCampaignStateSchema, async (actor, input) => {
  await setCampaignState(actor, input);
  seen();
});

export const publish = action(publishGuideSchema, async (actor, input) => {
  const published = await publishGuide(actor, input);
  seen();
  return published;
});
