import { ChooseResponses } from "@/app/(workspace)/projects/[slug]/reward-models/_components/choose-responses";
import { DifferenceTable } from "@/app/(workspace)/projects/[slug]/reward-models/_components/difference-table";
import { ScoreParts } from "@/app/(workspace)/projects/[slug]/reward-models/_components/score-parts";
import type { ExplainedItem } from "@/lib/reward-models/explain-schema";

/** A prompt, what parts its responses' scores are made of, and what sets two of them apart. */
export function ScoresExplained({ slug, itemId, explained }: { slug: string; itemId: string; explained: ExplainedItem }) {
  const { prompt, responses, difference, number } = explained;
  return (
    <>
      <p className="mb-6 max-h-40 max-w-prose overflow-y-auto whitespace-pre-wrap" dir="auto">
        {prompt}
      </p>
      {responses.length > 2 && difference ? (
        <ChooseResponses
          action={`/projects/${slug}/reward-models/${number}/why`}
          itemId={itemId}
          ordinals={responses.map(({ ordinal }) => ordinal)}
          first={difference.first}
          second={difference.second}
        />
      ) : null}
      {difference ? <DifferenceTable difference={difference} /> : null}
      <div className="mt-10 grid items-start gap-x-11 gap-y-8 lg:grid-cols-2">
        {responses.map((response) => (
          <ScoreParts key={response.ordinal} response={response} />
        ))}
      </div>
    </>
  );
}
