import { Callout } from "@/components/ui/callout";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ImportPreview } from "@/lib/imports/schema";

const count = (value: number): string => formatFigure(value, "count");

/** What the first rows hold: counts in one sentence, problems, and the first few as they would come in. */
export function PreviewView({ preview }: { preview: ImportPreview }) {
  const looked = preview.complete
    ? preview.rowsLooked === 1
      ? "The only row was"
      : `All ${counted(preview.rowsLooked, "row")}`
    : `The first ${counted(preview.rowsLooked, "row")}`;
  const unfit = Object.entries(preview.labelsUnfit);
  return (
    <div className="grid gap-6">
      <p className="max-w-[84ch]">
        {looked} looked at: {count(preview.rowsFine)} can come in, with {counted(preview.labels, "label")}.
        {preview.people > 0
          ? ` ${counted(preview.people, "row tells", "rows tell")} of people: their profiles go to the annotators of these names, who are made where they are missing.`
          : ""}
        {preview.duplicates > 0
          ? ` ${counted(preview.duplicates, "row repeats", "rows repeat")} an earlier one and will be one item with it.`
          : ""}
        {preview.lengths
          ? ` Half of the responses have up to ${counted(preview.lengths.median, "character")}, the longest has ${count(preview.lengths.longest)}.`
          : ""}
        {preview.languages.length > 0
          ? ` Languages stated: ${preview.languages
              .slice(0, 8)
              .map(({ name, rows }) => `${name} (${count(rows)})`)
              .join(", ")}${preview.languages.length > 8 ? " and others" : ""}.`
          : ""}
        {preview.unaskable > 0
          ? ` ${counted(preview.unaskable, "has", "have")} too few responses to be asked about, or too many; they come in as items only.`
          : ""}
        {unfit.map(([reason, labels]) => ` ${counted(labels, "label is", "labels are")} left out: ${reason}.`)}
      </p>
      {preview.metadataColumns.length > 0 ? (
        <p className="max-w-[84ch] break-words">
          Kept in the items’ metadata, neither text nor label: {preview.metadataColumns.slice(0, 20).join(", ")}
          {preview.metadataColumns.length > 20 ? ` and ${count(preview.metadataColumns.length - 20)} more` : ""}.
        </p>
      ) : null}
      {preview.scale ? (
        <p className="max-w-[84ch] break-words">
          No label is made of {preview.scale.column}: its numbers, from {preview.scale.from} to {preview.scale.to}, are places on a scale,
          and nothing tells at which end the first response is better. Say so below: choose it under “Choice”, and that its numbers are
          places on a scale.
        </p>
      ) : null}
      {preview.lengths ? <LengthBars bars={preview.lengths.bars} /> : null}
      {preview.refused > 0 ? (
        <Callout tone="bad" title={`${counted(preview.refused, "row")} would be refused`}>
          <ul className="mt-1 grid gap-0.5">
            {preview.refusals.map((refusal) => (
              <li key={refusal.line} className="min-w-0 break-words">
                <span className="num text-ink-3">line {refusal.line}</span> {refusal.reason}
              </li>
            ))}
          </ul>
          {preview.refused > preview.refusals.length ? <p>and {count(preview.refused - preview.refusals.length)} more</p> : null}
        </Callout>
      ) : null}
      {preview.samples.length > 0 ? (
        <Table className="table-fixed">
          <thead>
            <tr>
              <HeaderCell className="w-16" numeric>
                Line
              </HeaderCell>
              <HeaderCell>Prompt</HeaderCell>
              <HeaderCell className="max-md:hidden">First response</HeaderCell>
              <HeaderCell className="max-md:hidden">Second response</HeaderCell>
              <HeaderCell className="w-16" numeric>
                Labels
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {preview.samples.map((sample) => (
              <Row key={sample.line}>
                <Cell numeric>{sample.line}</Cell>
                <CutCell>{sample.prompt}</CutCell>
                <CutCell className="max-md:hidden">{sample.responses[0]?.text ?? ""}</CutCell>
                <CutCell className="max-md:hidden">{sample.responses[1]?.text ?? ""}</CutCell>
                <Cell numeric>{sample.labels}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      ) : null}
    </div>
  );
}

/** How long the responses are: a bar a step, with its number beside it. */
function LengthBars({ bars }: { bars: NonNullable<ImportPreview["lengths"]>["bars"] }) {
  const most = Math.max(1, ...bars.map(({ responses }) => responses));
  const name = (i: number): string => {
    const upTo = bars[i]?.upTo ?? null;
    return upTo === null ? `more than ${count(bars[i - 1]?.upTo ?? 0)}` : `up to ${count(upTo)}`;
  };
  return (
    <figure className="max-w-[480px]">
      <figcaption className="mb-1.5 text-12 text-ink-2">Responses by their length in characters</figcaption>
      <ul className="grid gap-1">
        {bars.map(({ responses }, i) => (
          <li key={name(i)} className="grid grid-cols-[112px_1fr_64px] items-center gap-3 text-12">
            <span className="text-ink-2">{name(i)}</span>
            <span className="h-2 rounded-full bg-sunk" aria-hidden="true">
              <span className="block h-2 rounded-full bg-accent" style={{ width: `${(100 * responses) / most}%` }} />
            </span>
            <span className="num text-right">{count(responses)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
