import { LeftOut } from "@/app/(workspace)/projects/[slug]/exports/_components/left-out";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { formatFigure } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import type { DatasetPreview } from "@/lib/exports/version-schema";

/** The consensus that the rows are made of. */
const consensusOf = ({ aggregation, consensus }: DatasetPreview): string => {
  if (consensus === "fitted") return "fitted for this version";
  if (consensus === "renewed" || !aggregation) return "made by the build, from all answers";
  return `${aggregation.model}, ${aggregation.source} labels, ${aggregation.finishedAt.slice(0, 10)}`;
};

/** What would come out, or what is missing first. */
export function PreviewPanel({ slug, counts, raw }: { slug: string; counts: DatasetPreview; raw: boolean }) {
  if (counts.refusal !== null) {
    return (
      <Callout
        title="This version cannot be built"
        actions={counts.annotations === 0 ? <LinkButton href={`/projects/${slug}/imports`}>Import answers</LinkButton> : undefined}
      >
        {counts.refusal}
      </Callout>
    );
  }
  const splits = Object.entries(counts.splits);
  return (
    <section aria-label="What comes out" aria-live="polite">
      <h2 className="mb-1">What comes out</h2>
      <LeftOut rows={counts.exported} excluded={counts.excluded} considered={counts.considered} unit={raw ? "annotations" : "exported"} />
      {counts.countedItems < counts.items ? (
        <p className="mt-2 text-12 text-ink-2">
          Counted over the first {formatFigure(counts.countedItems, "count")} of {formatFigure(counts.items, "count")} items; the build
          counts all.
        </p>
      ) : null}
      <DefinitionList
        bill
        className="mt-4"
        items={[
          { term: "rows", value: formatFigure(counts.rows, "count") },
          ...(counts.consensus ? [{ term: "consensus", value: consensusOf(counts) }] : []),
          ...(splits.length > 1 ? splits.map(([name, rows]) => ({ term: `split ${name}`, value: formatFigure(rows, "count") })) : []),
          { term: "rows are", value: counts.shape === "conversational" ? "message lists" : "plain text" },
          ...(raw ? [] : [{ term: "margin column", value: counts.margin ? "yes" : "no" }]),
          { term: "annotations beside", value: formatFigure(counts.annotations, "count") },
          { term: "items beside", value: formatFigure(counts.items, "count") },
        ]}
      />
    </section>
  );
}
