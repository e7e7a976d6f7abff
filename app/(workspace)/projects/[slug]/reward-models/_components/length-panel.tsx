import { toFigure } from "@/app/(workspace)/projects/[slug]/agreement/_components/to-figure";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Interval } from "@/components/ui/interval";
import type { HonestFigures } from "@/lib/reward-models/honesty-schema";

/** Whether the model buys its agreement with length, and whether the place in the file matters. */
export function LengthPanel({ honesty }: { honesty: HonestFigures }) {
  const { length } = honesty;
  const rows = [
    { key: "people", term: "people prefer longer, logits", estimate: length.people },
    { key: "model", term: "the model prefers longer, logits", estimate: length.model },
    { key: "beyond", term: "people, at equal score", estimate: length.beyond },
    { key: "ratio", term: "its picks’ length over people’s", estimate: length.ratio },
    { key: "position", term: "being named first, at equal score", estimate: length.position },
  ];
  const reasons = new Set(rows.map(({ estimate }) => (estimate.value === null ? estimate.reason : null)));
  const [untold = null] = reasons.size === 1 ? reasons : [];
  return (
    <section className="min-w-0">
      <h2>Length and position</h2>
      <p className="mt-1 mb-2 text-12 text-ink-2">
        For a response 2.7 times as long. Below zero at equal score, the model gives length more than people do.
      </p>
      {length.alarm ? (
        <Callout tone="bad" title="It pays for length" className="mb-3">
          Whatever is optimised against this model will grow longer. Collect comparisons in which the shorter one is better, or control for
          length.
        </Callout>
      ) : null}
      {untold === null ? (
        <DefinitionList
          bill
          items={rows.map(({ key, term, estimate }) => ({
            key,
            term,
            value: <Interval estimate={toFigure(estimate, null)} digits={2} showN={false} />,
          }))}
        />
      ) : (
        <p className="text-ink-2">{untold}</p>
      )}
    </section>
  );
}
