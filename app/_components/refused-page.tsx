import { Page } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";

function RefusedPage({ title, says }: { title: string; says: string }) {
  return (
    <Page>
      <h1>{title}</h1>
      <p className="mt-2 mb-6 text-ink-2">{says}</p>
      <LinkButton href="/projects">Go to the projects</LinkButton>
    </Page>
  );
}

/** What is not there, and what one may not know to be there. */
export function NothingHere() {
  return <RefusedPage title="Nothing here" says="There is no such page, or it is not yours to see." />;
}

export function NotForRole() {
  return (
    <RefusedPage
      title="Not for your role"
      says="Your role in this workspace does not allow this page. An admin of the workspace can change it."
    />
  );
}
