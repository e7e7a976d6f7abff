import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/shell/page-header";

export default function NotFound() {
  return (
    <main>
      <Page>
        <h1>Nothing here</h1>
        <p className="mt-2 mb-6 text-ink-2">There is no such page, or it is not yours to see.</p>
        <LinkButton href="/projects">Go to the projects</LinkButton>
      </Page>
    </main>
  );
}
