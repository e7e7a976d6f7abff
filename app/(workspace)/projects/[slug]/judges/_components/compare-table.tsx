import { measureRows, toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { SourceMark } from "@/components/ui/source-mark";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { JudgeCard } from "@/lib/judges/judge-card";
import { providerTitles } from "@/lib/judges/schema";

const compared = measureRows.filter(({ name }) => ["accuracy", "kappa", "firstShown", "orderFlips", "costPerCorrectMicros"].includes(name));

/** Every judge with its figures side by side. */
export function CompareTable({ slug, cards }: { slug: string; cards: JudgeCard[] }) {
  return (
    <RowWalk hint={false}>
      <Table aria-label="Judges">
        <thead>
          <tr>
            <HeaderCell>Judge</HeaderCell>
            <HeaderCell className="max-md:hidden">Answers by</HeaderCell>
            <HeaderCell numeric>Labels</HeaderCell>
            {compared.map(({ name, title }) => (
              <HeaderCell key={name} numeric className={name === "accuracy" ? undefined : "max-lg:hidden"}>
                {title}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {cards.map(({ judge, measures }) => (
            <Row key={judge.id}>
              <Cell>
                <SourceMark source="model" label={null} className="mr-2" />
                <AppLink
                  data-row-link
                  href={`/projects/${slug}/judges/${judge.id}`}
                  className="font-medium underline decoration-rule-3 underline-offset-3"
                >
                  {judge.name}
                </AppLink>
                {judge.archived ? <span className="ml-2 text-12 text-ink-3">archived</span> : null}
              </Cell>
              <Cell className="text-ink-2 max-md:hidden">{providerTitles[judge.settings.provider]}</Cell>
              <Cell numeric>{formatFigure(judge.labels, "count")}</Cell>
              {compared.map(({ name, kind }) => (
                <Cell key={name} numeric className={name === "accuracy" ? undefined : "max-lg:hidden"}>
                  {measures[name].value === null ? (
                    <span className="text-ink-3" title={measures[name].reason}>
                      –
                    </span>
                  ) : (
                    <Interval estimate={toFigure(measures[name])} kind={kind} showN={name === "accuracy"} />
                  )}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}
