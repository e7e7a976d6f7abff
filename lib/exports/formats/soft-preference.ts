import type { Format } from "@/lib/exports/formats/contract";
import { asksPairs, eachPreference, extraColumns, extraCells, votesOf } from "@/lib/exports/formats/shared";
import { dialogueCell } from "@/lib/exports/formats/text";

/**
 * Preferences with soft labels as self-play preference optimisation reads them (Wu et al. 2024): the share of votes that each
 * side won against the other, a tie counted half for both. Both sides are whole conversations: its trainer takes all but the last turn of
 * `chosen` for the prompt. `chosen` is the side of the consensus, whose share may be the lesser.
 */
export const softPreference: Format = {
  reads: "consensus",
  refuse: (asked) =>
    asksPairs(asked) ? null : "Vote shares need a question about pairs (kind pairwise). For rankings take pro, for ratings multi-aspect.",
  columns: (context) => [
    { name: "chosen", kind: "messages" },
    { name: "rejected", kind: "messages" },
    { name: "chosen_probs", kind: "number" },
    { name: "chosen_probs_win", kind: "number" },
    { name: "chosen_probs_lose", kind: "number" },
    { name: "votes_chosen", kind: "integer" },
    { name: "votes_rejected", kind: "integer" },
    { name: "votes_tie", kind: "integer" },
    ...extraColumns(context),
  ],
  write: (entry, context) =>
    eachPreference(entry, (preference) => {
      const { chosen, rejected, unitKey } = preference;
      // Nobody voted on a text that was written beside the answers.
      if (chosen.ordinal === null || rejected.ordinal === null) return "no-votes";
      const votes = votesOf(entry, unitKey, context.asked.question);
      const chosenFirst = chosen.ordinal < rejected.ordinal;
      const [won, lost] = chosenFirst ? [votes.first, votes.second] : [votes.second, votes.first];
      const level = votes.tie + votes.bothBad;
      const all = won + lost + level;
      if (all === 0) return "no-answer";
      const win = (won + level / 2) / all;
      return {
        chosen: dialogueCell(entry.prompt, chosen.text, "conversational"),
        rejected: dialogueCell(entry.prompt, rejected.text, "conversational"),
        chosen_probs: win,
        chosen_probs_win: win,
        chosen_probs_lose: 1 - win,
        votes_chosen: won,
        votes_rejected: lost,
        votes_tie: level,
        ...extraCells(preference, context),
      };
    }),
};
