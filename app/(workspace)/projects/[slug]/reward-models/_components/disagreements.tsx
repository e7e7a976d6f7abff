import { formatFigure } from "@/components/ui/figure-format";
import { SideMark } from "@/components/ui/side-mark";
import { SourceMark } from "@/components/ui/source-mark";
import type { Disagreement } from "@/lib/reward-models/schema";

/** Where the model, without having seen the prompt, is surest of the response that the labels reject. */
export function Disagreements({ disagreements }: { disagreements: readonly Disagreement[] }) {
  return (
    <section className="min-w-0">
      <h2>Hardest disagreements</h2>
      {disagreements.length === 0 ? (
        <p className="mt-1 text-ink-2">The model contradicts no label it was trained on.</p>
      ) : (
        <ul className="mt-1">
          {disagreements.map(({ taskId, title, pModel, modelSays, labelSays }) => (
            <li key={taskId} className="border-b border-rule py-2">
              <div className="cut" dir="auto" title={title}>
                {title}
              </div>
              <div className="mt-0.5 flex flex-wrap items-center gap-x-5 gap-y-1 text-12 text-ink-2">
                <span className="inline-flex items-center gap-1.5">
                  <SourceMark source="model" /> {formatFigure(pModel, "probability")} for <SideMark side={modelSays} size="sm" />
                </span>
                <span className="inline-flex items-center gap-1.5">
                  <SourceMark source="person" label="labels" /> labels for <SideMark side={labelSays} size="sm" />
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
