"use client";

import { FailedPage } from "@/app/_components/failed-page";
import type { FailedPageProps } from "@/app/_components/failed-page";

export default function RootError(props: FailedPageProps) {
  return (
    <main>
      <FailedPage {...props} />
    </main>
  );
}
