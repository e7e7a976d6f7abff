import { ImportsTable } from "@/app/(workspace)/projects/[slug]/imports/_components/imports-table";
import { Section } from "@/components/shell/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { ImportView } from "@/lib/imports/schema";

export const importsAPage = 50;

export function ImportedFiles({ slug, imports, page, total }: { slug: string; imports: ImportView[]; page: number; total: number }) {
  const from = (page - 1) * importsAPage + 1;
  const at = (to: number): string => `/projects/${slug}/imports?page=${to}`;
  return (
    <Section title="Files">
      <ImportsTable slug={slug} imports={imports} />
      <Pagination
        from={from}
        to={from + imports.length - 1}
        total={total}
        noun="imports"
        previousHref={page > 1 ? at(page - 1) : null}
        nextHref={page * importsAPage < total ? at(page + 1) : null}
      />
    </Section>
  );
}
