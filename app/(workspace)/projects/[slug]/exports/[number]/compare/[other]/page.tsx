import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChooseOther } from "@/app/(workspace)/projects/[slug]/exports/[number]/compare/_components/choose-other";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { formatFigure } from "@/components/ui/figure-format";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { comparable, diffVersions } from "@/lib/exports/diff-versions";
import { getDatasetVersion, listDatasetVersions } from "@/lib/exports/get-dataset-version";
import { exclusionWords } from "@/lib/exports/schema";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string; number: string; other: string }> };

export const metadata: Metadata = { title: "Two versions" };

const changed = (count: number | null): string => (count === null ? "–" : formatFigure(count, "count"));

export default async function ComparePage({ params }: Props) {
  const { slug, number, other } = await params;
  if (!/^\d{1,9}$/.test(number) || !/^\d{1,9}$/.test(other)) notFound();
  const [from, to] = [Number(other), Number(number)];
  const { diff, others } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const here = { projectId: project.id };
    const others = comparable(await listDatasetVersions(actor, here), to);
    // A version beside itself is a page without rows, where the version is; what is not there answers 404 as any other.
    if (from === to) await getDatasetVersion(actor, { ...here, number: to });
    return { diff: from === to ? null : await diffVersions(actor, { ...here, from, to }), others };
  });
  if (diff === null) {
    return (
      <Page>
        <PageHeader title={`Version ${to} beside itself`} crumb={`v${to}`} />
        <EmptyState
          title={others.length === 0 ? "There is no other version to compare it with" : "Nothing differs"}
          action={others.length === 0 ? null : <ChooseOther slug={slug} to={to} others={others} at={null} />}
        >
          {others.length === 0
            ? "A comparison takes two finished versions. Make another one, by another recipe or after more labels came in."
            : "A version is the same as itself, byte for byte. Choose another one to see what came in and what went."}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page>
      <PageHeader
        title={`Version ${diff.to} beside version ${diff.from}`}
        crumb={`v${diff.from} to v${diff.to}`}
        facts={diff.same ? "Every file of rows has the same bytes." : "Rows are compared by their content, wherever they stand."}
        actions={others.length > 1 ? <ChooseOther slug={slug} to={to} others={others} at={from} /> : null}
      />
      <Table aria-label="Rows">
        <thead>
          <tr>
            <HeaderCell>Part</HeaderCell>
            <HeaderCell numeric>v{diff.from}</HeaderCell>
            <HeaderCell numeric>v{diff.to}</HeaderCell>
            <HeaderCell numeric>Only in v{diff.to}</HeaderCell>
            <HeaderCell numeric>Only in v{diff.from}</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {diff.parts.map(({ part, rows, added, removed, reason }) => (
            <Row key={part}>
              <Cell>{part}</Cell>
              <Cell numeric>{formatFigure(rows.from, "count")}</Cell>
              <Cell numeric>{formatFigure(rows.to, "count")}</Cell>
              {reason === null ? (
                <>
                  <Cell numeric>{changed(added)}</Cell>
                  <Cell numeric>{changed(removed)}</Cell>
                </>
              ) : (
                <Cell numeric colSpan={2} className="py-1 whitespace-normal text-ink-2">
                  {reason}
                </Cell>
              )}
            </Row>
          ))}
        </tbody>
      </Table>
      {diff.excluded.length > 0 ? (
        <Section title="Left out" about="by reason" ruled>
          <Table aria-label="Left out">
            <thead>
              <tr>
                <HeaderCell>Reason</HeaderCell>
                <HeaderCell numeric>v{diff.from}</HeaderCell>
                <HeaderCell numeric>v{diff.to}</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {diff.excluded.map(({ reason, from, to }) => (
                <Row key={reason}>
                  <Cell>{exclusionWords[reason] ?? reason}</Cell>
                  <Cell numeric>{formatFigure(from, "count")}</Cell>
                  <Cell numeric>{formatFigure(to, "count")}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
      <Section title="Settings that differ" ruled>
        {diff.recipe.length === 0 ? (
          <p className="text-ink-2">None: both were made by the same recipe.</p>
        ) : (
          <Table aria-label="Settings">
            <thead>
              <tr>
                <HeaderCell>Setting</HeaderCell>
                <HeaderCell>v{diff.from}</HeaderCell>
                <HeaderCell>v{diff.to}</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {diff.recipe.map(({ setting, from, to }) => (
                <Row key={setting}>
                  <Cell className="mono py-1 align-top">{setting}</Cell>
                  {[from, to].map((value, side) => (
                    <Cell key={side} className="mono w-1/2 py-1 align-top wrap-anywhere whitespace-normal">
                      {value}
                    </Cell>
                  ))}
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </Section>
    </Page>
  );
}
