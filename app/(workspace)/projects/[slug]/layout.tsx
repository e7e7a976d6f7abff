import type { Metadata } from "next";
import type { ReactNode } from "react";
import { findAnything } from "@/app/(workspace)/actions";
import { accountOf } from "@/app/(workspace)/_components/account-of";
import { ProjectFrame } from "@/app/(workspace)/projects/[slug]/_components/project-frame";
import { projectNav } from "@/app/(workspace)/projects/[slug]/_components/project-nav";
import type { PaletteEntry } from "@/components/shell/palette";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { countStages } from "@/lib/projects/count-stages";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }>; children: ReactNode };

/** Tabs of two projects beside each other are told apart by their names. */
export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { slug } = await params;
  try {
    const { project } = await pageData((actor) => getProject(actor, { slug }));
    // A name with %s in it would take the page's title twice.
    return { title: { default: project.name, template: `%s · ${project.name.replaceAll("%s", "%\u2060s")} · Plumbline` } };
  } catch {
    // What is missing, foreign or away is answered by the page itself, which needs a title then, too.
    return { title: { default: "Project", template: "%s · Plumbline" } };
  }
}

export default async function ProjectLayout({ params, children }: Props) {
  const { slug } = await params;
  const { me, project, counts } = await pageData(async (actor) => {
    const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    return { me, project, counts: can(me.role, "items:see") ? await countStages(actor, { projectId: project.id }) : null };
  });
  const acts: PaletteEntry[] = [
    ...(can(me.role, "imports:create") ? [{ id: "import", label: "Import a file", href: `/projects/${slug}/imports` }] : []),
    ...(can(me.role, "campaigns:edit") ? [{ id: "campaign", label: "Create a campaign", href: `/projects/${slug}/campaigns?new=1` }] : []),
    ...(can(me.role, "members:invite") ? [{ id: "invite", label: "Invite a person", href: "/members?invite=1" }] : []),
    { id: "projects", label: "All projects", href: "/projects" },
  ];
  return (
    <ProjectFrame
      homeHref="/projects"
      place={{ name: project.name, within: me.workspaceName, href: `/projects/${slug}` }}
      items={projectNav(slug, me.role, counts)}
      account={accountOf(me)}
      actions={[{ heading: "Do", entries: acts }]}
      search={can(me.role, "items:see") ? findAnything : undefined}
    >
      {children}
    </ProjectFrame>
  );
}
