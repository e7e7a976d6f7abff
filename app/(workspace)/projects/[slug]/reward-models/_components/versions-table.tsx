import { accuracyDomain } from "@/app/(workspace)/projects/[slug]/reward-models/_components/accuracy-domain";
import { describeLabels } from "@/app/(workspace)/projects/[slug]/reward-models/_components/describe-version";
import { toFigure } from "@/app/(workspace)/projects/[slug]/agreement/_components/to-figure";
import { DotWhisker } from "@/components/charts/dot-whisker";
import { Sparkline } from "@/components/charts/sparkline";
import { formatAge } from "@/components/ui/age";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { VersionView } from "@/lib/reward-models/schema";

/** All versions on one scale: accuracy with its interval against "the longer response wins". */
export function VersionsTable({ slug, versions, at }: { slug: string; versions: readonly VersionView[]; at: number | null }) {
  const domain = accuracyDomain(versions);
  const [low, high] = domain;
  return (
    <RowWalk hint={false}>
      <Table aria-label="Reward model versions">
        <thead>
          <tr>
            <HeaderCell>Version</HeaderCell>
            <HeaderCell className="max-xl:hidden">Loss</HeaderCell>
            <HeaderCell numeric>Accuracy, %</HeaderCell>
            <HeaderCell numeric>95 % interval</HeaderCell>
            <HeaderCell className="min-w-44 max-lg:hidden">
              <span className="flex justify-between gap-2">
                <span>{formatFigure(low, "percent", 0)}</span>
                <span>grey: longer response wins</span>
                <span>{formatFigure(high, "percent", 0)} %</span>
              </span>
            </HeaderCell>
            <HeaderCell numeric className="max-xl:hidden">
              Over it, points
            </HeaderCell>
            <HeaderCell numeric>ECE</HeaderCell>
            <HeaderCell numeric className="max-lg:hidden">
              Comparisons
            </HeaderCell>
            <HeaderCell className="max-xl:hidden">Head, loss</HeaderCell>
            <HeaderCell className="max-md:hidden">Learned from</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Started
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <VersionRow key={version.id} slug={slug} version={version} domain={domain} at={version.number === at} />
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}

function VersionRow({ slug, version, domain, at }: { slug: string; version: VersionView; domain: [number, number]; at: boolean }) {
  const { metrics } = version;
  const accuracy = metrics?.accuracy;
  const ci = accuracy?.value === null ? null : accuracy?.ci;
  const losses = metrics?.lossHistory ?? version.live.losses;
  return (
    <Row at={at}>
      <Cell>
        <span className="inline-flex items-center gap-2">
          <AppLink data-row-link href={`/projects/${slug}/reward-models/${version.number}`} className="font-semibold hover:underline">
            v{version.number}
          </AppLink>
          <VersionState version={version} />
        </span>
      </Cell>
      <Cell className="max-xl:hidden">
        {losses.length > 1 ? (
          <Sparkline
            values={losses}
            label={`Training loss from ${formatFigure(losses[0] ?? 0)} to ${formatFigure(losses.at(-1) ?? 0)} in ${losses.length - 1} steps`}
          />
        ) : null}
      </Cell>
      <Cell numeric>{accuracy && accuracy.value !== null ? formatFigure(accuracy.value, "percent") : "–"}</Cell>
      <Cell numeric className="text-ink-2">
        {ci ? `[${formatFigure(ci[0], "percent")}, ${formatFigure(ci[1], "percent")}]` : "–"}
      </Cell>
      <Cell className="max-lg:hidden">
        {accuracy ? (
          <DotWhisker
            estimate={toFigure(accuracy, null)}
            domain={domain}
            kind="percent"
            baseline={metrics.longerWins.value ?? undefined}
            mark={version.promotedAt ? "chosen" : "dot"}
          />
        ) : null}
      </Cell>
      <Cell numeric className="max-xl:hidden">
        {metrics && metrics.gain.value !== null ? signed(metrics.gain.value) : "–"}
      </Cell>
      <Cell numeric>{metrics && metrics.ece.value !== null ? formatFigure(metrics.ece.value, "probability", 3) : "–"}</Cell>
      <Cell numeric className="max-lg:hidden">
        {version.trainPairs > 0 ? formatFigure(version.trainPairs, "count") : "–"}
      </Cell>
      <Cell className="text-ink-2 max-xl:hidden">
        {version.head}
        {version.loss === "bradley-terry" ? null : `, ${version.loss}`}
      </Cell>
      <Cell className="max-md:hidden">{describeLabels(version.labels)}</Cell>
      <Cell numeric className="max-md:hidden">
        {formatAge(version.createdAt)} ago
      </Cell>
    </Row>
  );
}

const signed = (value: number): string => `${value > 0 ? "+" : ""}${formatFigure(value, "percent")}`;

function VersionState({ version }: { version: VersionView }) {
  if (version.promotedAt) return <StateText tone="good">promoted</StateText>;
  if (version.state === "failed") return <StateText tone="bad">failed</StateText>;
  if (version.state === "done") return null;
  return <StateText tone="quiet">{version.state === "running" ? "training" : version.state}</StateText>;
}
