import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { OperationBody } from "@/app/(workspace)/(home)/api-reference/_components/operation-body";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { readReference } from "@/lib/api/reference/read-reference";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { siteOrigin } from "@/lib/http/site-origin";

type Props = { params: Promise<{ operation: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: `${(await params).operation} · API reference` });

export default async function OperationPage({ params }: Props) {
  const me = await pageData(describeMe);
  if (!can(me.role, "api-keys:own")) forbidden();
  const page = readReference((await params).operation, siteOrigin());
  if (!page) notFound();
  return (
    <Page>
      <PageHeader
        title={page.summary}
        crumb={page.id}
        facts={<span className="mono">{page.id}</span>}
        actions={
          <span className="lg:hidden">
            <LinkButton href="/api-reference">All operations</LinkButton>
          </span>
        }
      />
      <OperationBody page={page} />
    </Page>
  );
}
