import { measureRows, toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { ListTable } from "@/components/tables/list-table";
import type { ListColumn } from "@/components/tables/list-table";
import { RowLink } from "@/components/tables/row-link";
import { formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { SourceMark } from "@/components/ui/source-mark";
import type { JudgeCard } from "@/lib/judges/judge-card";
import { providerTitles } from "@/lib/judges/schema";

const compared = measureRows.filter(({ name }) => ["accuracy", "kappa", "firstShown", "orderFlips", "costPerCorrectMicros"].includes(name));

/** Every judge with its figures side by side. */
export function CompareTable({ slug, cards }: { slug: string; cards: JudgeCard[] }) {
  return (
    <ListTable
      walk
      label="Judges"
      rows={cards}
      rowKey={({ judge }) => judge.id}
      columns={[
        {
          head: "Judge",
          cut: true,
          title: ({ judge }) => judge.name,
          className: "min-w-[18ch] max-lg:min-w-[14ch]",
          cell: ({ judge }) => (
            <>
              <SourceMark source="model" label={null} className="mr-2" />
              <RowLink href={`/projects/${slug}/judges/${judge.id}`}>{judge.name}</RowLink>
              {judge.archived ? <span className="ml-2 text-12 text-ink-3">archived</span> : null}
            </>
          ),
        },
        { head: "Answers by", from: "lg", className: "text-ink-2", cell: ({ judge }) => providerTitles[judge.settings.provider] },
        { head: "Labels", numeric: true, cell: ({ judge }) => formatFigure(judge.labels, "count") },
        ...compared.map(({ name, title, kind }): ListColumn<JudgeCard> => ({
          head: title,
          numeric: true,
          ...(name === "accuracy" ? {} : { from: name === "kappa" ? "lg" : "xl" }),
          cell: ({ measures }) =>
            measures[name].value === null ? (
              <span className="text-ink-3" title={measures[name].reason}>
                –
              </span>
            ) : (
              <Interval estimate={toFigure(measures[name])} kind={kind} showN={name === "accuracy"} />
            ),
        })),
      ]}
    />
  );
}
