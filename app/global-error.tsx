"use client";

import "@/app/globals.css";
import { Button } from "@/components/ui/button";

/** Shown when even the frame of the page could not be drawn. It stands alone: no theme, no shell. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid max-w-[440px] justify-items-start gap-3 px-4 pt-[14vh]">
          <h1>This page failed</h1>
          <p className="text-ink-2">
            Something failed on our side. Nothing that was saved is lost.
            {error.digest ? ` For the log: ${error.digest}` : ""}
          </p>
          <Button onClick={reset}>Try again</Button>
        </main>
      </body>
    </html>
  );
}
