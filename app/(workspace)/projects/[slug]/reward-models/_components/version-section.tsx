import { describeBasis, describeVersion } from "@/app/(workspace)/projects/[slug]/reward-models/_components/describe-version";
import { Disagreements } from "@/app/(workspace)/projects/[slug]/reward-models/_components/disagreements";
import { VersionActs } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-acts";
import { toFigure } from "@/app/(workspace)/projects/[slug]/agreement/_components/to-figure";
import { ReliabilityDiagram } from "@/components/charts/reliability-diagram";
import { JobProgress } from "@/components/jobs/job-progress";
import { Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { formatFigure } from "@/components/ui/figure-format";
import { Stat } from "@/components/ui/stat";
import type { VersionDetail } from "@/lib/reward-models/get-version";
import type { VersionMetrics } from "@/lib/reward-models/schema";

export interface VersionSectionProps {
  slug: string;
  projectId: string;
  detail: VersionDetail;
  mayPromote: boolean;
  mayTrain: boolean;
}

/** A version: how good, how well calibrated, where it contradicts people, what moves its scores, and its files. */
export function VersionSection({ slug, projectId, detail, mayPromote, mayTrain }: VersionSectionProps) {
  const { version, disagreements, unscored, job } = detail;
  const { metrics } = version;
  const working = job && (job.state === "queued" || job.state === "running") ? job : null;
  if (!metrics) {
    return working ? (
      <JobProgress projectId={projectId} jobId={working.id} initial={working} label={`Training version ${version.number}`} />
    ) : (
      <Callout tone={version.state === "failed" ? "bad" : "info"} title={`Version ${version.number}: ${version.state}`}>
        {version.error ?? "There is no model to show."} Labels and other versions are as they were.
      </Callout>
    );
  }
  const basis = describeBasis(version);
  return (
    <Section
      ruled
      title={`Version ${version.number}`}
      about={describeVersion(version)}
      tools={
        <VersionActs
          projectId={projectId}
          slug={slug}
          versionId={version.id}
          promoted={version.promotedAt !== null}
          mayPromote={mayPromote}
          mayScore={mayTrain && working === null}
          unscored={unscored}
        />
      }
    >
      {working ? (
        <JobProgress projectId={projectId} jobId={working.id} initial={working} label="Scoring new responses" unit="responses" />
      ) : null}
      {basis.warning ? (
        <Callout title="Few comparisons" className="mb-5">
          {basis.warning}
        </Callout>
      ) : null}
      <p className="mb-4 text-ink-2">{basis.says}</p>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-4">
        <Stat label="Accuracy" kind="percent" estimate={toFigure(metrics.accuracy, null)} />
        <Stat label="Longer response wins" kind="percent" estimate={toFigure(metrics.longerWins, null)} />
        <Stat label="Log loss, nats" digits={3} estimate={toFigure(metrics.logLoss, null)} note="a coin has 0.693" />
        <Stat label="Calibration error" digits={3} estimate={toFigure(metrics.ece, null)} note={floorOf(metrics)} />
      </div>
      <div className="mt-8 grid items-start gap-x-11 gap-y-8 lg:grid-cols-3">
        <ReliabilityDiagram
          fileName={`${slug}-v${version.number}-reliability`}
          say="Ten bins of equal size by how sure the model is."
          xTitle="probability of the likelier response"
          yTitle="share in which it was right"
          bins={metrics.reliability.map(({ confidence, accuracy, ci, n }) => ({
            predicted: confidence,
            observed: accuracy,
            low: ci[0],
            high: ci[1],
            n,
          }))}
        />
        <Disagreements disagreements={disagreements} />
        <div className="grid gap-8">
          <Effects metrics={metrics} />
          <Files projectId={projectId} versionId={version.id} sha256={version.artifactSha256} />
        </div>
      </div>
    </Section>
  );
}

const floorOf = ({ eceNoiseFloor }: VersionMetrics): string | null =>
  eceNoiseFloor &&
  `an exactly calibrated model would show ${formatFigure(eceNoiseFloor.mean, "probability", 3)}, at most ${formatFigure(eceNoiseFloor.high, "probability", 3)} in 19 of 20 draws`;

function Effects({ metrics }: { metrics: VersionMetrics }) {
  return (
    <section>
      <h2>What moves a score</h2>
      <p className="mt-1 mb-2 text-12 text-ink-2">
        Weights of the strongest named features, per standard deviation. The model reads words and form; it does not know what is true.
      </p>
      {metrics.features.length === 0 ? (
        <p className="text-ink-2">With so few comparisons only the length of a response counts.</p>
      ) : (
        <DefinitionList
          bill
          items={metrics.features
            .slice(0, 8)
            .map(({ name, weight }) => ({ key: name, term: name, value: `${weight > 0 ? "+" : ""}${formatFigure(weight, "number", 3)}` }))}
        />
      )}
    </section>
  );
}

function Files({ projectId, versionId, sha256 }: { projectId: string; versionId: string; sha256: string | null }) {
  const at = (artifact: string) => `/api/reward-models/${versionId}/${artifact}?projectId=${encodeURIComponent(projectId)}`;
  return (
    <section>
      <h2>Files</h2>
      <ul className="mt-1 grid gap-1">
        <li>
          <a className="underline" href={at("model")} download>
            model.onnx
          </a>{" "}
          <span className="text-12 text-ink-2">the scoring graph, sha256 {sha256?.slice(0, 12)}…</span>
        </li>
        <li>
          <a className="underline" href={at("encoder")} download>
            encoder.json.gz
          </a>{" "}
          <span className="text-12 text-ink-2">vocabulary and background</span>
        </li>
        <li>
          <a className="underline" href={at("card")} download>
            card.md
          </a>{" "}
          <span className="text-12 text-ink-2">the model card</span>
        </li>
      </ul>
    </section>
  );
}
