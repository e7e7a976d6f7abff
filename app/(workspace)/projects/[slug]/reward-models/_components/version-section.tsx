import { CalibrationPanel } from "@/app/(workspace)/projects/[slug]/reward-models/_components/calibration-panel";
import { describeBasis, describeVersion } from "@/app/(workspace)/projects/[slug]/reward-models/_components/describe-version";
import { Disagreements } from "@/app/(workspace)/projects/[slug]/reward-models/_components/disagreements";
import { LearningCurveChart } from "@/app/(workspace)/projects/[slug]/reward-models/_components/learning-curve";
import { LengthPanel } from "@/app/(workspace)/projects/[slug]/reward-models/_components/length-panel";
import { askedFacts, RegistryFacts } from "@/app/(workspace)/projects/[slug]/reward-models/_components/registry-facts";
import { SlicesPanel } from "@/app/(workspace)/projects/[slug]/reward-models/_components/slices-panel";
import { TrainingLive } from "@/app/(workspace)/projects/[slug]/reward-models/_components/training-live";
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
import { recipeOf } from "@/lib/reward-models/recipe-of";
import type { VersionMetrics, VersionView } from "@/lib/reward-models/schema";

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
      <TrainingLive projectId={projectId} versionId={version.id} number={version.number} job={working} />
    ) : (
      <NoModel version={version} />
    );
  }
  const basis = describeBasis(version);
  const { honesty, curve } = metrics;
  const file = `${slug}-v${version.number}`;
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
        <Callout title={basis.warning.title} className="mb-5">
          {basis.warning.says}
        </Callout>
      ) : null}
      <p className="mb-4 text-ink-2">{basis.says}</p>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-5">
        <Stat label="Accuracy" kind="percent" estimate={toFigure(metrics.accuracy, null)} />
        <Stat label="Longer response wins" kind="percent" estimate={toFigure(metrics.longerWins, null)} />
        <Stat label="Log loss, nats" digits={3} estimate={toFigure(metrics.logLoss, null)} note="a coin has 0.693" />
        {honesty ? <Stat label="Brier score" digits={3} estimate={toFigure(honesty.brier, null)} note="a coin has 0.250" /> : null}
        <Stat label="Calibration error" kind="probability" digits={3} estimate={toFigure(metrics.ece, null)} note={floorOf(metrics)} />
      </div>
      <div className="mt-8 grid items-start gap-x-11 gap-y-8 lg:grid-cols-2">
        <ReliabilityDiagram
          fileName={`${file}-reliability`}
          say={
            honesty && honesty.ace.value !== null && honesty.mce.value !== null
              ? `Bins of equal size; the average gap is ${formatFigure(honesty.ace.value, "probability", 3)}, the largest ${formatFigure(honesty.mce.value, "probability", 3)}.`
              : "Bins of equal size by how sure the model is."
          }
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
        {curve && curve.points.length > 2 ? (
          <LearningCurveChart
            fileName={`${file}-learning-curve`}
            curve={curve}
            loss={version.loss}
            stacked={recipeOf(version) === "stack"}
            longerWins={metrics.crossValidation.longerWins.value}
          />
        ) : null}
      </div>
      <div className="mt-10">
        <Disagreements
          slug={slug}
          projectId={projectId}
          disagreements={disagreements}
          mayAsk={mayTrain}
          explains={recipeOf(version) === "stack" ? version.number : null}
        />
      </div>
      {honesty ? (
        <>
          <div className="mt-10">
            <SlicesPanel fileName={`${file}-slices`} honesty={honesty} longerWins={metrics.longerWins.value} />
          </div>
          <div className="mt-10 grid items-start gap-x-11 gap-y-8 lg:grid-cols-2">
            <CalibrationPanel honesty={honesty} />
            <LengthPanel honesty={honesty} />
          </div>
        </>
      ) : null}
      <div className="mt-10 grid items-start gap-x-11 gap-y-8 lg:grid-cols-2">
        <Effects metrics={metrics} />
        <RegistryFacts projectId={projectId} version={version} />
      </div>
    </Section>
  );
}

const endings: Partial<Record<VersionView["state"], string>> = { failed: "The training failed", cancelled: "The training was cancelled" };

/** A training that came to nothing: why, and what it was asked for, so that the next one can be asked for otherwise. */
function NoModel({ version }: { version: VersionView }) {
  return (
    <Section ruled title={`Version ${version.number}`}>
      <Callout tone={version.state === "failed" ? "bad" : "info"} title={endings[version.state] ?? `The training is ${version.state}`}>
        {version.error ?? "There is no model to show."} Labels and other versions are as they were.
      </Callout>
      <div className="mt-6 max-w-prose">
        <h2 className="mb-2">What was asked for</h2>
        <DefinitionList bill items={askedFacts(version)} />
      </div>
    </Section>
  );
}

const floorOf = ({ eceNoiseFloor }: VersionMetrics): string | null =>
  eceNoiseFloor &&
  `an exactly calibrated model would show ${formatFigure(eceNoiseFloor.mean, "probability", 3)}, at most ${formatFigure(eceNoiseFloor.high, "probability", 3)} in 19 of 20 draws`;

function Effects({ metrics }: { metrics: VersionMetrics }) {
  return (
    <section className="min-w-0">
      <h2>What moves a score</h2>
      <p className="mt-1 mb-2 text-12 text-ink-2">
        Weights of the strongest named features, per standard deviation. The model reads words and form; it does not know what is true.
      </p>
      {metrics.features.length === 0 ? (
        <p className="text-ink-2">This model has no weights that a name could be given to.</p>
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
