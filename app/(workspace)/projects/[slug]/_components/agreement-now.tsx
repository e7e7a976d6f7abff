import { DotWhiskerRows } from "@/components/charts/dot-whisker-rows";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { counted, formatFigure } from "@/components/ui/figure-format";
import type { Estimate } from "@/components/ui/figure-format";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import type { AgreementReport } from "@/lib/agreement/schema";
import { AppError } from "@/lib/errors";
import { pageData } from "@/lib/http/page-data";

/** Above this the bootstrap takes longer than one waits for a page: it is then of tasks drawn at random. */
const mostLabels = 10_000;

type Reports = { people: AgreementReport; everyone: AgreementReport };

/** Measured as it stands at this moment: "no labels" before there are any, null where nothing has been asked. */
export const measureNow = (projectId: string, labels: { people: number; models: number }): Promise<Reports | "no labels" | null> =>
  pageData(async (actor) => {
    if (labels.people + labels.models === 0) return "no labels";
    try {
      const people = measureAgreement(actor, { projectId, source: "human" }, mostLabels);
      // Where no model answered, people are everyone: each measure reads the labels.
      const everyone = labels.models === 0 ? people : measureAgreement(actor, { projectId, source: "all" }, mostLabels);
      const [one, all] = await Promise.all([people, everyone]);
      return { people: one, everyone: all };
    } catch (error) {
      // A project without a campaign has no question to agree on; everything else is a failure of the page.
      if (error instanceof AppError && error.code !== "forbidden") return null;
      throw error;
    }
  });

/** How far people agree with each other, and models with them. */
export function AgreementNow({ slug, reports }: { slug: string; reports: Awaited<ReturnType<typeof measureNow>> }) {
  if (reports === null) return null;
  if (reports === "no labels") {
    return (
      <section>
        <h2 className="mb-3">Agreement</h2>
        <EmptyState title="No labels yet" action={<LinkButton href={`/projects/${slug}/agreement`}>Go to agreement</LinkButton>}>
          Agreement is measured as soon as two annotators have answered the same task.
        </EmptyState>
      </section>
    );
  }
  const { people, everyone } = reports;
  const byDistance = people.metric === "distance-agreement";
  const paired = people.fewestLabels === 2 || everyone.fewestLabels === 2 ? " with two labels or more" : "";
  const drawn = people.taskShare < 1 || everyone.taskShare < 1 ? ", drawn at random" : "";
  return (
    <DotWhiskerRows
      title="Agreement"
      fileName={`${slug}-agreement`}
      say={`${byDistance ? "Agreement by distance" : `Krippendorff’s α, ${people.level}`}, of the question “${people.question}”; ${formatFigure(people.items, "count")} and ${counted(everyone.items, "task")}${paired}${drawn}.`}
      rowTitle="Among"
      valueTitle={byDistance ? "Agreement" : "α"}
      kind="probability"
      domain={[-0.2, 1]}
      chance={{ value: 0, label: "chance" }}
      rows={[
        { key: "people", label: "People", source: "person", estimate: toEstimate(people), mark: "chosen" },
        { key: "all", label: "With models", estimate: toEstimate(everyone) },
      ]}
    />
  );
}

function toEstimate({ estimate, items }: AgreementReport): Estimate {
  if (estimate.value === null) return { value: null, reason: estimate.reason, n: items };
  return { value: estimate.value, low: estimate.ci?.[0] ?? null, high: estimate.ci?.[1] ?? null, n: estimate.n };
}
