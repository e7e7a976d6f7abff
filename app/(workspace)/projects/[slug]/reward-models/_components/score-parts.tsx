import { letterOf } from "@/app/(workspace)/projects/[slug]/reward-models/_components/difference-table";
import { signedLogits } from "@/app/(workspace)/projects/[slug]/reward-models/_components/signed-logits";
import { DefinitionList } from "@/components/ui/definition-list";
import type { ExplainedResponse } from "@/lib/reward-models/explain-schema";

/** One response, its score and the parts that the score is the sum of. */
export function ScoreParts({ response: { ordinal, text, model, score, base, parts, rest } }: { response: ExplainedResponse }) {
  return (
    <section className="min-w-0">
      <h2>
        Response {letterOf(ordinal)}: {signedLogits(score)}
      </h2>
      {model === null ? null : <p className="mt-0.5 text-12 text-ink-3">{model}</p>}
      <p className="my-2 max-h-32 overflow-y-auto text-12 whitespace-pre-wrap text-ink-2" dir="auto">
        {text}
      </p>
      <DefinitionList
        bill
        items={[
          { key: "base", term: "an average response", value: signedLogits(base) },
          ...parts.map(({ name, measure, logits }) => ({
            key: name,
            term: measure === null ? name : `${name}: ${measure}`,
            value: signedLogits(logits),
          })),
          { key: "rest", term: "smaller parts together", value: signedLogits(rest) },
        ]}
      />
    </section>
  );
}
