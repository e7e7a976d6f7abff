import { DotWhiskerRows } from "@/components/charts/dot-whisker-rows";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { formatFigure } from "@/components/ui/figure-format";
import type { Estimate } from "@/components/ui/figure-format";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import type { AgreementReport } from "@/lib/agreement/schema";
import { AppError } from "@/lib/errors";
import { pageData } from "@/lib/http/page-data";

export interface AgreementNowProps {
  projectId: string;
  slug: string;
  labels: number;
}

/** Above this the bootstrap takes longer than one waits for a page; it is then left to the page of its own. */
const mostLabels = 30_000;

/** How far people agree with each other, and models with them, as it stands at this moment. */
export async function AgreementNow({ projectId, slug, labels }: AgreementNowProps) {
  const link = <LinkButton href={`/projects/${slug}/agreement`}>Go to agreement</LinkButton>;
  if (labels === 0 || labels > mostLabels) {
    return (
      <section>
        <h2 className="mb-3">Agreement</h2>
        <EmptyState title={labels === 0 ? "No labels yet" : "Measured on its own page"} action={link}>
          {labels === 0
            ? "Agreement is measured as soon as two annotators have answered the same task."
            : "With so many labels the interval takes a while to compute."}
        </EmptyState>
      </section>
    );
  }
  const reports = await pageData(async (actor) => {
    try {
      return await Promise.all([
        measureAgreement(actor, { projectId, source: "human" }),
        measureAgreement(actor, { projectId, source: "all" }),
      ]);
    } catch (error) {
      // A project without a campaign has no question to agree on; everything else is a failure of the page.
      if (error instanceof AppError && error.code !== "forbidden") return null;
      throw error;
    }
  });
  if (!reports) return null;
  const [people, everyone] = reports;
  return (
    <DotWhiskerRows
      title="Agreement"
      fileName={`${slug}-agreement`}
      say={`Krippendorff’s α, ${people.level}, of the question “${people.question}”; ${formatFigure(people.items, "count")} and ${formatFigure(everyone.items, "count")} tasks.`}
      rowTitle="Among"
      valueTitle="α"
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
