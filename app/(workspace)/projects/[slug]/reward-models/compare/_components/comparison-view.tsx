import type { ReactNode } from "react";
import { headWords, lossWords, describeLabels } from "@/app/(workspace)/projects/[slug]/reward-models/_components/describe-version";
import { toFigure } from "@/app/(workspace)/projects/[slug]/agreement/_components/to-figure";
import { Section } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { Callout } from "@/components/ui/callout";
import { counted, formatFigure } from "@/components/ui/figure-format";
import type { Estimate } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { Stat } from "@/components/ui/stat";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { Compared } from "@/lib/reward-models/compare-versions";
import type { VersionView } from "@/lib/reward-models/schema";

/** Which of the two is better on the pairs that both judged, and in what they differ. */
export function ComparisonView({ slug, compared }: { slug: string; compared: Compared }) {
  const { a, b, comparison, pairs, leftOut } = compared;
  return (
    <>
      <Callout tone={comparison.verdict === "undecided" ? "info" : "good"} title={verdict(compared)} className="mt-6">
        {counted(pairs, "pair")} that both judged.
        {leftOut > 0
          ? ` ${formatFigure(leftOut, "count")} judgements of pairs that only one has, or that are labelled otherwise by now, are left out.`
          : ""}
      </Callout>
      <div className="mt-6 grid gap-x-8 gap-y-5 sm:grid-cols-3">
        <Stat
          label={`Accuracy, v${b.number} over v${a.number}, points`}
          digits={1}
          estimate={inPoints(toFigure(comparison.accuracy, null))}
          note="above 0 the second is better"
        />
        <Stat label="Log loss, difference" digits={3} estimate={toFigure(comparison.logLoss, null)} note="below 0 the second is better" />
        <Stat label="They differ on" kind="percent" estimate={toFigure(comparison.disagree, null)} />
      </div>
      <Section ruled title="The two">
        <TheTwo slug={slug} compared={compared} />
      </Section>
    </>
  );
}

/** A difference of two shares is in percentage points: with a sign of per cent it would read as a part of the first. */
const inPoints = (estimate: Estimate): Estimate =>
  estimate.value === null
    ? estimate
    : {
        ...estimate,
        value: 100 * estimate.value,
        low: estimate.low === null ? null : 100 * estimate.low,
        high: estimate.high === null ? null : 100 * estimate.high,
      };

const verdict = ({ a, b, comparison }: Compared): string => {
  if (comparison.verdict === "undecided") return `The pairs do not tell version ${a.number} and version ${b.number} apart.`;
  const better = comparison.verdict === "b-better" ? b : a;
  return `Version ${better.number} is better: the whole interval of the difference is on its side.`;
};

/** A column a version: what differs stands side by side, on a phone too. */
function TheTwo({ slug, compared: { a, b, comparison } }: { slug: string; compared: Compared }) {
  const accuracy = (estimate: Compared["comparison"]["accuracyA"]) => (
    <Interval estimate={toFigure(estimate, null)} kind="percent" showN={false} />
  );
  const facts: { term: string; of: (version: VersionView) => ReactNode }[] = [
    {
      term: "Accuracy on these pairs, %, 95 % interval",
      of: (version) => accuracy(version === a ? comparison.accuracyA : comparison.accuracyB),
    },
    { term: "Comparisons", of: ({ trainPairs }) => formatFigure(trainPairs, "count") },
    { term: "Head", of: ({ head }) => headWords[head] },
    { term: "Loss", of: ({ loss }) => lossWords[loss] },
    { term: "Labels", of: ({ labels }) => describeLabels(labels) },
    { term: "Data", of: ({ data }) => <span className="mono">{data.sha256.slice(0, 8)}</span> },
  ];
  return (
    <Table aria-label="The two versions" className="max-w-[760px] table-fixed">
      <thead>
        <tr>
          <HeaderCell>
            <span className="sr-only">Fact</span>
          </HeaderCell>
          {[a, b].map(({ number }) => (
            <HeaderCell key={number}>
              <AppLink href={`/projects/${slug}/reward-models/${number}`} className="link text-12">
                v{number}
              </AppLink>
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {facts.map(({ term, of }) => (
          <Row key={term}>
            <Cell className="py-1 whitespace-normal text-ink-2">{term}</Cell>
            {[a, b].map((version) => (
              <Cell key={version.number} className="num py-1 wrap-anywhere whitespace-normal">
                {of(version)}
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
