import { Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { Pagination } from "@/components/ui/pagination";
import { Stat } from "@/components/ui/stat";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ImportView, Refusal } from "@/lib/imports/schema";

const count = (value: number): string => formatFigure(value, "count");

interface ImportReportProps {
  view: ImportView;
  slug: string;
  projectId: string;
  refusals: Refusal[];
  page: number;
  perPage: number;
}

/** Whether an import that failed left something: a command that skips bad rows was killed. */
export const isHalfway = ({ state, itemsAdded, labelsAdded }: ImportView): boolean => state === "failed" && itemsAdded + labelsAdded > 0;

/** How an import ended, and every line that it refused. */
export function ImportReport({ view, slug, projectId, refusals, page, perPage }: ImportReportProps) {
  const at = (to: number): string => `/projects/${slug}/imports/${view.id}?page=${to}`;
  const from = (page - 1) * perPage + 1;
  return (
    <>
      {view.state === "failed" ? (
        <Callout tone="bad" title={isHalfway(view) ? "It stopped half way" : "Nothing was imported"}>
          {view.error ?? "The import ended early."}
        </Callout>
      ) : null}
      {view.state === "cancelled" ? <Callout title="Cancelled">What it had written was taken back.</Callout> : null}
      {view.state === "undone" ? <Callout title="Undone">The items and labels that it had brought were removed.</Callout> : null}
      <div className="mt-6 grid grid-cols-2 gap-x-8 gap-y-5 md:grid-cols-5">
        <Stat label="Rows read" value={count(view.rowsRead)} />
        <Stat label="Items added" value={count(view.itemsAdded)} note={`${count(view.itemsExisting)} known already`} />
        <Stat label="Responses added" value={count(view.candidatesAdded)} />
        <Stat label="Labels added" value={count(view.labelsAdded)} note={`${count(view.labelsExisting)} known already`} />
        <Stat label="Rows refused" value={count(view.rowsRefused)} />
      </div>
      {Object.entries(view.labelsUnfit).map(([reason, labels]) => (
        <p key={reason} className="mt-3 text-ink-2">
          {counted(labels, "label was", "labels were")} left out: {reason}.
        </p>
      ))}
      {refusals.length > 0 ? (
        <Section
          title={view.rowsRefused === 1 ? "Refused row" : "Refused rows"}
          about={`Mend ${view.rowsRefused === 1 ? "it" : "them"} and import the file again: rows that are in already are recognised.`}
          tools={
            <a href={`/api/imports/${view.id}/refusals?projectId=${encodeURIComponent(projectId)}`} download>
              download all
            </a>
          }
        >
          <Table className="table-fixed">
            <thead>
              <tr>
                <HeaderCell numeric className="w-20">
                  Line
                </HeaderCell>
                <HeaderCell>Why</HeaderCell>
                <HeaderCell className="max-md:hidden">Start of the line</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {refusals.map((refusal, i) => (
                <Row key={`${refusal.line}-${i}`}>
                  <Cell numeric>{count(refusal.line)}</Cell>
                  <Cell className="py-1 break-words whitespace-normal">{refusal.reason}</Cell>
                  <CutCell className="mono max-md:hidden">{refusal.excerpt}</CutCell>
                </Row>
              ))}
            </tbody>
          </Table>
          <Pagination
            from={from}
            to={from + refusals.length - 1}
            total={view.rowsRefused}
            noun="refused rows"
            previousHref={page > 1 ? at(page - 1) : null}
            nextHref={page * perPage < view.rowsRefused ? at(page + 1) : null}
          />
        </Section>
      ) : null}
    </>
  );
}
