import { measureAgreement } from "@/lib/agreement/measure-agreement";
import type { AgreementReport } from "@/lib/agreement/schema";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { newestGuide } from "@/lib/exports/store";
import { annotatorsOf, licencesOf } from "@/lib/exports/source/store";
import type { StoredRecipe } from "@/lib/exports/schema";

export type CardFacts = {
  guide: { version: number; markdown: string } | null;
  annotators: { people: number; models: string[]; answersOfPeople: number; answersOfModels: number };
  licences: string[];
  agreement: { source: "human" | "lm" | "all"; report: AgreementReport };
};

/** What a reader of the data must know besides the rows. Agreement is that of whoever the labels come from, people first. */
export const cardFacts = async (
  actor: Actor,
  tx: Tx,
  projectId: string,
  recipe: StoredRecipe,
  labels: string | null,
): Promise<CardFacts> => {
  const { campaignId, readAt, question } = recipe.resolved;
  const annotators = await annotatorsOf(tx, { projectId, campaignId, readAt: new Date(readAt) });
  const of = (source: "human" | "lm") => annotators.filter((annotator) => annotator.source === source);
  const answers = (source: "human" | "lm") => of(source).reduce((sum, annotator) => sum + annotator.answers, 0);
  const source = labels === "lm" || labels === "all" ? labels : "human";
  return {
    guide: await newestGuide(projectId, campaignId),
    annotators: {
      people: of("human").length,
      models: of("lm").map(({ name }) => name),
      answersOfPeople: answers("human"),
      answersOfModels: answers("lm"),
    },
    licences: await licencesOf(tx, projectId),
    agreement: { source, report: await measureAgreement(actor, { projectId, campaignId, question, source, seed: recipe.seed }) },
  };
};
