import { placeOf } from "@/lib/imports/formats/place-of";
import { votesIn } from "@/lib/imports/guess-votes";
import type { Mapping } from "@/lib/imports/mapping-schema";
import type { Answer } from "@/lib/imports/read-choice";

type Label = Record<string, unknown>;

/** More people than this are one answer that leans as they voted. */
const mostVoters = 100;

const choices: Record<Mapping["votes"][number]["side"], Answer["choice"]> = { A: 0, B: 1, tie: "tie", "both-bad": "both-bad" };

/**
 * Votes that a row counts, as answers of as many people, who are numbered within the row as other sets number theirs. Who gets which
 * number is drawn from the row's texts: in the columns' order, the first would always be for the first response.
 */
export const readVotes = (
  get: (column: string) => unknown,
  votes: Mapping["votes"],
  { own, texts }: { own: { annotator: string; kind: string }; texts: readonly unknown[] },
): { labels: Label[] } | { reason: string } => {
  const counts = votes.map(({ side, column }) => ({ side, column, votes: votesIn(get(column)) }));
  const odd = counts.find((count) => count.votes === null);
  if (odd) return { reason: `${odd.column}: is no number of votes` };
  const cast = (side: string): number => counts.reduce((sum, count) => sum + (count.side === side ? (count.votes ?? 0) : 0), 0);
  const total = counts.reduce((sum, count) => sum + (count.votes ?? 0), 0);
  if (total > mostVoters) {
    const strength = (cast("B") + (total - cast("A") - cast("B")) / 2) / total;
    return { labels: [{ ...own, choice: strength === 0.5 ? "tie" : strength > 0.5 ? 1 : 0, strength }] };
  }
  const said = counts.flatMap(({ side, votes: times }) => Array.from({ length: times ?? 0 }, () => choices[side]));
  if (said.length < 2) return { labels: said.map((choice) => ({ ...own, choice })) };
  const about = JSON.stringify(texts);
  const seats = said.map((_, seat) => seat).sort((a, b) => (placeOf(about, String(a)) < placeOf(about, String(b)) ? -1 : 1));
  const labels = said.map((choice, i) => ({ ...own, annotator: `${own.annotator}, annotator ${(seats[i] ?? i) + 1}`, choice }));
  return { labels };
};
