import { choiceWords } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { probability } from "@/app/(workspace)/projects/[slug]/items/_components/probability";
import { PosteriorMark } from "@/app/(workspace)/projects/[slug]/items/_components/posterior-mark";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { SourceMark } from "@/components/ui/source-mark";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ItemQuery, ItemRow } from "@/lib/items/schema";

const mostMarks = 5;

type Props = {
  slug: string;
  query: ItemQuery;
  rows: ItemRow[];
  /** the panel stands beside the table */
  narrow: boolean;
  /** how many sources the project has: with one, the column would say the same in every row */
  sources: number;
};

export function ItemsTable({ slug, query, rows, narrow, sources }: Props) {
  const wide = narrow ? "max-xl:hidden" : "max-md:hidden";
  return (
    <Table>
      <thead>
        <tr>
          <HeaderCell className="w-full">Prompt</HeaderCell>
          {sources > 1 ? <HeaderCell className={wide}>Source</HeaderCell> : null}
          <HeaderCell>Answers</HeaderCell>
          <HeaderCell className="max-md:hidden">
            <span className="flex w-24 justify-between">
              <span>A</span>
              <span title="Ties are counted half to each side">posterior</span>
              <span>B</span>
            </span>
          </HeaderCell>
          <HeaderCell numeric className={wide}>
            p(A)
          </HeaderCell>
          <HeaderCell>State</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} at={row.id === query.item}>
            <Cell className="w-full max-w-0">
              <AppLink href={itemsHref(slug, query, { item: row.id })} data-row-link="" dir="auto" title={row.title} className="cut block">
                {row.title === "" ? row.externalId : row.title}
              </AppLink>
            </Cell>
            {sources > 1 ? (
              <Cell className={wide}>
                <span className="cut block max-w-36 text-ink-3">{row.source ?? ""}</span>
              </Cell>
            ) : null}
            <Cell>
              <Answers people={row.people} models={row.models} />
            </Cell>
            <Cell className="max-md:hidden">{row.consensus?.pair ? <PosteriorMark pFirst={row.consensus.pair.pFirst} /> : null}</Cell>
            <Cell numeric className={wide}>
              <Probability consensus={row.consensus} />
            </Cell>
            <Cell>
              <StateText tone={row.state === "decided" || row.state === "contested" ? "neutral" : "quiet"}>{row.state}</StateText>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Probability({ consensus }: { consensus: ItemRow["consensus"] }) {
  if (consensus === null) return null;
  if (consensus.pair) return probability(consensus.pair.pFirst);
  return `${choiceWords(consensus.choice)}${consensus.pChoice === null ? "" : ` ${probability(consensus.pChoice)}`}`;
}

/** A dot for each person, a square for each model; beyond five, the number. */
function Answers({ people, models }: { people: number; models: number }) {
  if (people + models === 0) return null;
  const words = `${people} ${people === 1 ? "person" : "people"}, ${models} ${models === 1 ? "model" : "models"}`;
  return (
    <span className="inline-flex items-center gap-[3px]" role="img" aria-label={words} title={words}>
      <Marks source="person" count={people} />
      {people > 0 && models > 0 ? <span className="w-1" /> : null}
      <Marks source="model" count={models} />
    </span>
  );
}

function Marks({ source, count }: { source: "person" | "model"; count: number }) {
  if (count > mostMarks) {
    return (
      <>
        <SourceMark source={source} label={null} />
        <span className="num text-12">{formatFigure(count, "count")}</span>
      </>
    );
  }
  return Array.from({ length: count }, (_, index) => <SourceMark key={index} source={source} label={null} />);
}
