import type { ReactNode } from "react";
import { OperationIndex } from "@/app/(workspace)/(home)/api-reference/_components/operation-index";
import { listReference } from "@/lib/api/reference/read-reference";

/** The list of operations stays where it is while one goes from one to the next. On a phone it stands on the first page alone. */
export default function ReferenceLayout({ children }: { children: ReactNode }) {
  return (
    <div className="lg:grid lg:grid-cols-[288px_minmax(0,1fr)]">
      <div className="border-r border-rule px-5 pt-6 max-lg:hidden lg:sticky lg:top-12 lg:h-[calc(100dvh-48px)] lg:overflow-y-auto">
        <OperationIndex entries={listReference().entries} />
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
