"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/shell/page-header";

// In step with lib/http/page-data.ts: of a server error only the digest reaches the browser.
const forbiddenDigest = "plumbline:forbidden";

export default function WorkspaceError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const forbidden = error.digest === forbiddenDigest;
  return (
    <Page>
      <h1 className="mb-6">{forbidden ? "Not for your role" : "This page failed"}</h1>
      <Callout
        tone="bad"
        title={
          forbidden
            ? "Your role in this workspace does not allow this page."
            : "Something failed on our side while the page was put together."
        }
        actions={
          <>
            {forbidden ? null : <Button onClick={reset}>Try again</Button>}
            <LinkButton href="/projects">Go to the projects</LinkButton>
          </>
        }
      >
        {forbidden
          ? "Ask an admin of the workspace to change it."
          : `Nothing that was saved is lost.${error.digest ? ` For the log: ${error.digest}` : ""}`}
      </Callout>
    </Page>
  );
}
