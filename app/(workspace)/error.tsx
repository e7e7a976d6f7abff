"use client";

import { Page } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

export default function WorkspaceError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <Page>
        <h1 className="mb-6">This page failed</h1>
        <Callout
          tone="bad"
          title="Something failed on our side while the page was put together."
          actions={
            <>
              <Button onClick={reset}>Try again</Button>
              <LinkButton href="/projects">Go to the projects</LinkButton>
            </>
          }
        >
          Nothing that was saved is lost.{error.digest ? ` In the server's log it is ${error.digest}.` : ""}
        </Callout>
      </Page>
    </main>
  );
}
