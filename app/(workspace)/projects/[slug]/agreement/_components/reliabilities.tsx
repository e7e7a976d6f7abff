import { DotWhiskerRows } from "@/components/charts/dot-whisker-rows";
import type { DotWhiskerRow } from "@/components/charts/dot-whisker-rows";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { ReliabilitiesRead } from "@/lib/aggregation/get-consensus";

type Annotator = ReliabilitiesRead["annotators"][number];

export interface ReliabilitiesProps {
  slug: string;
  /** Most labels first; null before the first aggregation. */
  annotators: Annotator[] | null;
  /** a share of right answers, or how near an annotator comes to the rest */
  measured: "reliability" | "nearness";
  /** whether a coin would be right half of the time */
  coin: boolean;
  say: string | null;
  /** where somebody's labels are left out; null where one may not */
  peopleHref: string | null;
}

/** A crowd of thousands is read from its most active; the download of the command line has them all. */
const most = 40;

export function Reliabilities({ slug, annotators, measured, coin, say, peopleHref }: ReliabilitiesProps) {
  if (!annotators || say === null) {
    return (
      <section>
        <h2 className="mb-3">Annotators</h2>
        <EmptyState title="Not aggregated yet">
          Aggregation weighs annotators against each other: it gives each a reliability with an interval, and each task a probability for
          every answer.
        </EmptyState>
      </section>
    );
  }
  const more = annotators.length > most ? ` The ${most} most active of ${annotators.length.toLocaleString("en")}.` : "";
  return (
    <DotWhiskerRows
      title="Annotators"
      say={
        <>
          {say}
          {more}
          {peopleHref === null ? null : (
            <>
              {" "}
              Who clicks through is left out under{" "}
              <AppLink href={peopleHref} className="link">
                People
              </AppLink>
              .
            </>
          )}
        </>
      }
      fileName={`${slug}-annotators`}
      rowTitle="Annotator"
      valueTitle={measured === "reliability" ? "Reliability" : "Nearness"}
      kind="percent"
      domain={[0, 1]}
      chance={coin ? { value: 0.5, label: "a coin between two answers" } : undefined}
      rows={annotators.slice(0, most).map((annotator) => toRow(annotator, coin))}
    />
  );
}

function toRow({ annotatorId, name, source, reliability, ci, labels }: Annotator, coin: boolean): DotWhiskerRow {
  const below = coin && ci !== null && ci[1] < 0.5;
  return {
    key: annotatorId,
    label: name,
    source: source === "lm" ? "model" : "person",
    estimate: { value: reliability, low: ci?.[0] ?? null, high: ci?.[1] ?? null, n: labels },
    note: below
      ? { text: "answers against the rest", bad: true }
      : coin && ci !== null && ci[0] <= 0.5
        ? { text: "not above a coin" }
        : undefined,
  };
}
