import { Page } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";

export default function Forbidden() {
  return (
    <main>
      <Page>
        <h1>Not for your role</h1>
        <p className="mt-2 mb-6 text-ink-2">
          Your role in this workspace does not allow this page. An admin of the workspace can change it.
        </p>
        <LinkButton href="/projects">Go to the projects</LinkButton>
      </Page>
    </main>
  );
}
