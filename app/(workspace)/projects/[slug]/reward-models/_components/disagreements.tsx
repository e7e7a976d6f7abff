import { AskAgainButton } from "@/app/(workspace)/projects/[slug]/reward-models/_components/ask-again-button";
import { AppLink } from "@/components/ui/app-link";
import { formatFigure } from "@/components/ui/figure-format";
import { SideMark } from "@/components/ui/side-mark";
import { SourceMark } from "@/components/ui/source-mark";
import type { Disagreement } from "@/lib/reward-models/schema";

export interface DisagreementsProps {
  slug: string;
  projectId: string;
  disagreements: readonly Disagreement[];
  mayAsk: boolean;
  /** version whose scores can be explained; null where they cannot */
  explains: number | null;
}

/** Where the model, without having seen the prompt, is surest of the response that the labels reject. One of the two is wrong. */
export function Disagreements({ slug, projectId, disagreements, mayAsk, explains }: DisagreementsProps) {
  return (
    <section className="min-w-0">
      <h2>Most confident mistakes</h2>
      {disagreements.length === 0 ? (
        <p className="mt-1 text-ink-2">The model contradicts no label it was trained on.</p>
      ) : (
        <>
          {disagreements.some(({ deviation }) => deviation !== null) ? (
            <p className="mt-1 text-ink-2">
              ± says how far off the model's lead may be, as a standard deviation. Where it comes from an ensemble, the true lead lies
              farther off more often: there it only compares one pair with another.
            </p>
          ) : null}
          <ul className="mt-1 grid gap-x-11 lg:grid-cols-2">
            {disagreements.map(({ taskId, itemId, title, ordinals, pModel, modelSays, labelSays, deviation }) => (
              <li key={`${taskId} ${ordinals?.join("-") ?? ""}`} className="min-w-0 border-b border-rule py-2">
                <AppLink href={`/projects/${slug}/items?item=${itemId}`} className="cut block hover:underline" dir="auto" title={title}>
                  {title}
                </AppLink>
                <div className="mt-0.5 flex flex-wrap items-center gap-x-5 gap-y-1 text-12 text-ink-2">
                  <span className="inline-flex items-center gap-1.5">
                    <SourceMark source="model" /> {formatFigure(pModel, "probability")} for <SideMark side={modelSays} size="sm" />
                  </span>
                  <span className="inline-flex items-center gap-1.5">
                    <SourceMark source="person" label="labels" /> labels for <SideMark side={labelSays} size="sm" />
                  </span>
                  {deviation === null ? null : <span className="num text-ink-3">± {formatFigure(deviation, "number", 2)} logits</span>}
                  {explains === null ? null : (
                    <AppLink
                      href={`/projects/${slug}/reward-models/${explains}/why?item=${itemId}${ordinals ? `&a=${ordinals[0]}&b=${ordinals[1]}` : ""}`}
                      className="inline-flex min-h-6 min-w-6 items-center hover:underline"
                    >
                      Why
                    </AppLink>
                  )}
                  {mayAsk ? <AskAgainButton projectId={projectId} taskId={taskId} /> : null}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
