import { fitDawidSkene } from "@/lib/ml/annotators/dawid-skene";
import { fitGlad } from "@/lib/ml/annotators/glad";
import { fitMace } from "@/lib/ml/annotators/mace";
import { majorityVote } from "@/lib/ml/annotators/majority-vote";
import { fitOneCoin } from "@/lib/ml/annotators/one-coin";
import type { AnnotatorFit, Votes } from "@/lib/ml/annotators/votes";
import type { PairModel } from "@/lib/aggregation/pair-models";
import type { AggregationModel } from "@/lib/aggregation/schema";

type LabelModel = (votes: Votes) => AnnotatorFit & { confusion?: Float64Array };

/** Models that need nothing but the labels. */
type VoteModel = Exclude<AggregationModel, PairModel>;

const models: Record<VoteModel, LabelModel> = {
  majority: (votes) => majorityVote(votes),
  "one-coin": (votes) => fitOneCoin(votes),
  "dawid-skene": (votes) => fitDawidSkene(votes),
  glad: (votes) => fitGlad(votes),
  mace: (votes) => fitMace(votes),
};

/** One entry for every label model by name; `confusion` is null for models without one. */
export const fitLabelModel = (votes: Votes, model: VoteModel): AnnotatorFit & { confusion: Float64Array | null } => {
  const fit = models[model](votes);
  return { ...fit, confusion: fit.confusion ?? null };
};
