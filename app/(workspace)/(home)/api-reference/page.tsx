import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { OperationIndex } from "@/app/(workspace)/(home)/api-reference/_components/operation-index";
import { ReadingText } from "@/components/content/reading-text";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { buttonClass } from "@/components/ui/button-class";
import { LinkButton } from "@/components/ui/link-button";
import { listReference } from "@/lib/api/reference/read-reference";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { siteOrigin } from "@/lib/http/site-origin";

export const metadata: Metadata = { title: "API reference" };

export default async function ReferencePage() {
  const me = await pageData(describeMe);
  if (!can(me.role, "api-keys:own")) forbidden();
  const { intro, entries } = listReference();
  return (
    <Page>
      <PageHeader
        title="API reference"
        facts={`${entries.length} operations under ${siteOrigin()}/api/v1`}
        actions={
          <>
            <LinkButton href="/api-keys">API keys</LinkButton>
            <a href="/api/v1/openapi.json" download="plumbline-openapi.json" className={buttonClass()}>
              Download the OpenAPI document
            </a>
          </>
        }
      />
      <ReadingText text={intro} className="max-w-[72ch]" />
      <div className="lg:hidden">
        <Section title="Operations" ruled>
          <OperationIndex entries={entries} />
        </Section>
      </div>
    </Page>
  );
}
