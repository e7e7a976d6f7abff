import { LeftOut } from "@/app/(workspace)/projects/[slug]/exports/_components/left-out";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { formatFigure } from "@/components/ui/figure-format";
import { LinkButton } from "@/components/ui/link-button";
import type { DatasetPreview } from "@/lib/exports/schema";

/** What would come out, or what is missing first. */
export function PreviewPanel({ slug, counts, raw }: { slug: string; counts: DatasetPreview; raw: boolean }) {
  if (counts.refusal !== null) {
    const missing = counts.aggregation === null;
    return (
      <Callout
        title={missing ? "Nothing has been aggregated yet" : "This format does not fit the campaign"}
        actions={missing ? <LinkButton href={`/projects/${slug}/agreement`}>Aggregate first</LinkButton> : undefined}
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
          ...(counts.aggregation && !raw
            ? [
                {
                  term: "consensus",
                  value: `${counts.aggregation.model}, ${counts.aggregation.source} labels, ${counts.aggregation.finishedAt.slice(0, 10)}`,
                },
              ]
            : []),
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
