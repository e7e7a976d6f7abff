import type { LoadedJudge } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/load-judge";
import { CardTable } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/card-table";
import { Callout } from "@/components/ui/callout";
import { counted, formatFigure } from "@/components/ui/figure-format";

/** How the newest round went, where it did not go well, and how good the judge is by all of them. */
export function NewestRound({ card, asks: [newest], reasons }: Pick<LoadedJudge, "card" | "asks" | "reasons">) {
  const { judge, calls } = card;
  // Some reasons are sentences of their own, with a full stop.
  const why = reasons[0]?.reason.replace(/[.\s]+$/, "");
  const nothingCame = newest?.state === "done" && newest.labels === 0 && newest.unanswered > 0;
  return (
    <>
      {newest?.state === "failed" && newest.error ? (
        <Callout tone="bad" title={newest.error} className="mb-6">
          What was answered is kept. Ask again to go on with the rest.
        </Callout>
      ) : null}
      {nothingCame ? (
        <Callout
          tone="bad"
          title={`${newest.unanswered === 1 ? "The one question" : `None of the ${formatFigure(newest.unanswered, "count")} questions`} of the newest round has an answer`}
          className="mb-6"
        >
          {why ? `Most often: ${why}. ` : ""}No label was written. Try it on an item below, mend the settings, and ask again.
        </Callout>
      ) : null}
      {judge.labels > 0 ? (
        <CardTable measures={card.measures} />
      ) : (
        <p className="max-w-[56ch] font-read text-16 text-ink-2">
          No label yet. Once it has answered, its accuracy, its leanings and the cost of a correct label stand here, each with its 95 %
          interval.
        </p>
      )}
      {calls.unanswered > 0 && !nothingCame ? (
        <p className="mt-2 text-12 text-ink-2">
          {counted(calls.unanswered, "question has", "questions have")} no answer
          {calls.unknownCost > 0 ? `; of ${formatFigure(calls.unknownCost, "count")} the cost is not known and counted as promised` : ""}
          {why ? `. Most often in the newest round: ${why}` : ""}.
        </p>
      ) : null}
    </>
  );
}
