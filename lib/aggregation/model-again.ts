import { aggregationModelSchema } from "@/lib/aggregation/schema";
import type { AggregationModel } from "@/lib/aggregation/schema";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView } from "@/lib/projects/schema";

/** The model by which a question is aggregated again; none where its kind aggregates it by its own, as it may since its scale was changed. */
export const modelAgain = (campaign: CampaignView, question: string, model: string | undefined): AggregationModel | undefined =>
  kindOf(campaign.kind).aggregator(campaign.config, question) ? undefined : aggregationModelSchema.safeParse(model).data;
