"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Page } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { awayDigest } from "@/lib/http/away-schema";

export interface FailedPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A page that could not be put together, by the digest of its error, which is all that a browser is told: within the frame where that stands. */
export function FailedPage({ error: { digest }, reset }: FailedPageProps) {
  const router = useRouter();
  const away = digest === awayDigest;
  // To draw the same answer again would fail again: the page is asked for anew first.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <Page>
      <h1 className="mb-6">{away ? "Not at the moment" : "This page failed"}</h1>
      <Callout
        tone="bad"
        title={away ? "The database cannot be reached." : "Something failed on our side while the page was put together."}
        actions={
          <>
            <Button onClick={retry}>Try again</Button>
            <LinkButton href="/projects">Go to the projects</LinkButton>
          </>
        }
      >
        Nothing that was saved is lost.
        {away ? " It is mostly back within a minute; if not, tell whoever runs this server." : null}
        {!away && digest ? ` In the server's log it is ${digest}.` : null}
      </Callout>
    </Page>
  );
}
