"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { createCampaign } from "@/lib/projects/create-campaign";
import { editCampaign } from "@/lib/projects/edit-campaign";
import { publishGuide } from "@/lib/projects/publish-guide";
import { createCampaignSchema, editFormSchema, publishGuideSchema, setCampaignStateSchema } from "@/lib/projects/schema";
import { setCampaignState } from "@/lib/projects/set-campaign-state";
import { unlessSeen } from "@/lib/projects/unless-seen";

const shownAnew = (): void => revalidatePath("/projects/[slug]", "layout");

export const create = action(createCampaignSchema, async (actor, input) => {
  const campaign = await createCampaign(actor, input);
  shownAnew();
  return { slug: campaign.slug };
});

export const edit = action(editFormSchema, async (actor, { seen, ...input }) => {
  await editCampaign(actor, input, unlessSeen(seen));
  shownAnew();
});

export const setState = action(setCampaignStateSchema, async (actor, input) => {
  await setCampaignState(actor, input);
  shownAnew();
});

export const publish = action(publishGuideSchema, async (actor, input) => {
  const published = await publishGuide(actor, input);
  shownAnew();
  return published;
});
