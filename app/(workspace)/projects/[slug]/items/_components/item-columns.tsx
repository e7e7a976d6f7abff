import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { columnNames } from "@/app/(workspace)/projects/[slug]/items/_components/filter-words";
import {
  AnswerMarks,
  ConsensusFigure,
  figureName,
  ofSeveral,
  TagList,
} from "@/app/(workspace)/projects/[slug]/items/_components/item-cells";
import { PosteriorMark } from "@/app/(workspace)/projects/[slug]/items/_components/posterior-mark";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import type { ItemRow } from "@/lib/items/schema";

export const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, rowSortingFeature });
const helper = createColumnHelper<typeof features, ItemRow>();

const quietly = (count: number): string => (count === 0 ? "" : formatFigure(count, "count"));

export const columns = helper.columns([
  helper.accessor("title", { id: "prompt", header: "Prompt" }),
  helper.display({
    id: "source",
    header: columnNames.source,
    cell: ({ row }) => <span className="cut block max-w-36 text-ink-3">{row.original.source ?? ""}</span>,
  }),
  helper.accessor("people", {
    id: "answers",
    header: () => (
      <span title="Answers that count. Those of people who are left out, to an earlier question, or given a second time are on the item’s page">
        {columnNames.answers}
      </span>
    ),
    cell: ({ row }) => <AnswerMarks people={row.original.people} models={row.original.models} />,
  }),
  helper.display({
    id: "posterior",
    header: () => (
      <span className="flex w-24 justify-between">
        <span>A</span>
        <span title="How probable it is that A or B is better, after weighing who answered; ties are counted half to each side">
          posterior
        </span>
        <span>B</span>
      </span>
    ),
    cell: ({ row }) => (row.original.consensus?.pair ? <PosteriorMark pFirst={row.original.consensus.pair.pFirst} /> : null),
  }),
  helper.accessor((row) => row.consensus?.pChoice, {
    id: "probability",
    header: ({ table }) => figureName(table.options.data),
    cell: ({ row, table: { options } }) => (
      <ConsensusFigure
        consensus={row.original.consensus}
        named={figureName(options.data) === "Consensus"}
        several={ofSeveral(options.data)}
      />
    ),
  }),
  helper.display({
    id: "state",
    header: columnNames.state,
    cell: ({ row }) => (
      <StateText tone={row.original.state === "decided" || row.original.state === "contested" ? "neutral" : "quiet"}>
        {row.original.state}
      </StateText>
    ),
  }),
  helper.accessor("disagreement", {
    id: "disagreement",
    header: () => <span title="Mean distance of two answers: 0 all alike, 1 all different">{columnNames.disagreement}</span>,
    cell: ({ row }) => (row.original.disagreement === null ? "" : formatFigure(row.original.disagreement, "probability")),
  }),
  helper.accessor((row) => row.best?.margin, {
    id: "margin",
    header: () => <span title="The response that scores highest, and by how many logits">{columnNames.margin}</span>,
    cell: ({ row: { original } }) =>
      original.best ? `${String.fromCharCode(65 + original.best.ordinal)} by ${formatFigure(original.best.margin)}` : "",
  }),
  helper.display({ id: "tags", header: columnNames.tags, cell: ({ row }) => <TagList tags={row.original.tags} /> }),
  helper.display({ id: "responses", header: columnNames.responses, cell: ({ row }) => row.original.candidates }),
  helper.display({ id: "flags", header: columnNames.flags, cell: ({ row }) => quietly(row.original.flags) }),
  helper.display({ id: "discussion", header: columnNames.discussion, cell: ({ row }) => quietly(row.original.posts) }),
  helper.display({
    id: "id",
    header: columnNames.id,
    cell: ({ row }) => <span className="mono cut block max-w-32 text-ink-3">{row.original.externalId}</span>,
  }),
]);

/** Of figures, which stand at the right. */
export const numericColumns = new Set<string>(["probability", "disagreement", "margin", "responses", "flags", "discussion"]);
