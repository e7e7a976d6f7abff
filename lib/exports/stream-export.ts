import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { FormatContext } from "@/lib/exports/formats/contract";
import { formatOf, usesConsensus } from "@/lib/exports/formats/registry";
import { loadContext, resolveRecipe } from "@/lib/exports/load-context";
import { prepareSources } from "@/lib/exports/prepare-sources";
import { mergeCampaigns, readEntries } from "@/lib/exports/read-entries";
import { exportFormatSchema, recipeSchema } from "@/lib/exports/schema";
import type { StoredRecipe } from "@/lib/exports/schema";
import { countAnswers, hasConversations, mediaNames, mostResponses } from "@/lib/exports/source/facts-store";
import { Tally } from "@/lib/exports/tally";

const inputSchema = z.object({ projectId: z.string().min(1), format: exportFormatSchema, recipe: recipeSchema.prefault({}) });

export type StreamedRow = Record<string, unknown>;

// A consensus of more takes seconds, in which the process that streams would serve nobody else.
const mostToFit = 20_000;

/** @throws AppError refused where a consensus of many answers had to be formed before the first row */
const refuseLongFit = async (projectId: string, { resolved, answers: kept }: StoredRecipe, most: number): Promise<void> => {
  for (const { campaignId, slug, aggregationId, readAt } of resolved.campaigns) {
    if (aggregationId !== null) continue;
    const answers = [
      ...(await countAnswers(db(), { projectId, campaignId, readAt: new Date(readAt) }, { answers: kept, itemSources: [] })).values(),
    ].reduce((a, b) => a + b, 0);
    if (answers > most)
      throw new AppError("refused", {
        userMessage: `A consensus of the ${answers} answers of campaign “${slug}” would have to be formed first, which is too much for a stream. Aggregate them and stream without a model or a filter of answers of its own, or build a version.`,
      });
  }
};

/**
 * Rows of a format, a window of them at a time, made while they are read: nothing is stored, and the first comes at once. Optional columns
 * stand in the rows that have a value for them, since what later rows hold is not known yet. The rows are those of the moment of
 * each window; for data that never change take a version.
 */
export async function* streamExport(
  actor: Actor,
  input: z.input<typeof inputSchema>,
  answersToFit = mostToFit,
): AsyncGenerator<StreamedRow[]> {
  await guard(actor, "exports:see", { projectId: input.projectId });
  const { projectId, format: name, recipe: wanted } = inputSchema.parse(input);
  const format = formatOf(name);
  if (!format)
    throw new AppError("refused", { userMessage: "Raw annotations are not streamed. Build a version, or take the format plumbline." });
  const context = await loadContext(actor, projectId, name, wanted);
  const recipe = await resolveRecipe(context, name, wanted);
  if (usesConsensus(format)) await refuseLongFit(projectId, recipe, answersToFit);
  const campaigns = await prepareSources(db(), {
    projectId,
    recipe,
    campaigns: context.campaigns.map(({ campaign }) => campaign),
    consensus: usesConsensus(format),
    lastOrdinal: null,
  });
  const tally = new Tally(recipe, format);
  const shape = recipe.shape === "conversational" || (await hasConversations(db(), projectId)) ? "conversational" : "standard";
  const responses = format.wide ? await mostResponses(db(), projectId, recipe.resolved.campaigns) : 0;
  const contexts = new Map(
    campaigns.map((source): [typeof source.asked, FormatContext] => [
      source.asked,
      { asked: source.asked, shape, recipe, mostResponses: responses, written: () => tally.rows },
    ]),
  );
  for await (const window of readEntries(db(), { projectId, recipe, campaigns, media: await mediaNames(db(), projectId) })) {
    const rows: StreamedRow[] = [];
    for (const one of window) {
      const merged = format.reads === "items" ? mergeCampaigns(one) : null;
      for (const [index, { source, entry }] of one.campaigns.entries()) {
        const own = contexts.get(source.asked);
        const wantedEntry = merged ? (index === 0 ? merged : null) : entry;
        if (!own || !wantedEntry || (format.reads === "consensus" && entry.tasks.length === 0)) continue;
        for (const written of tally.admit(wantedEntry, format.write(wantedEntry, own)))
          if ("rows" in written)
            for (const row of written.rows) rows.push(Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null)));
      }
    }
    if (rows.length > 0) yield rows;
  }
}
