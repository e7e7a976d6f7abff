import type { Metadata } from "next";
import { ArchiveButton } from "@/app/(workspace)/(home)/projects/_components/archive-button";
import { ProjectForm } from "@/app/(workspace)/projects/[slug]/settings/_components/project-form";
import { SettingsTabs } from "@/app/(workspace)/projects/[slug]/settings/_components/settings-tabs";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { CopyButton } from "@/components/ui/copy-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { forbidden } from "next/navigation";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { me, project } = await pageData(async (actor) => {
    const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    return { me, project };
  });
  if (!can(me.role, "projects:edit")) forbidden();
  return (
    <Page className="max-w-[640px]">
      <PageHeader
        title="Settings"
        facts={
          <>
            Created {project.createdAt.slice(0, 10)} · <span className="mono">{project.id}</span>
          </>
        }
        actions={<CopyButton text={project.id} what="the id" />}
      />
      <SettingsTabs slug={slug} role={me.role} current="project" />
      <ProjectForm project={project} />
      {can(me.role, "projects:archive") ? (
        <Section title="Archive" ruled>
          <p className="mb-3 text-ink-2">
            {project.archivedAt === null
              ? "An archived project moves to the end of the list. Nothing in it is lost."
              : `Archived since ${project.archivedAt.slice(0, 10)}.`}
          </p>
          <ArchiveButton project={project} prominent />
        </Section>
      ) : null}
    </Page>
  );
}
