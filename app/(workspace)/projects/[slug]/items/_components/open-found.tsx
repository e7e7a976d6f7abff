"use client";

import { useId, useState } from "react";
import { useReadAnew } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { OpenDialog } from "@/app/(workspace)/projects/[slug]/tasks/_components/open-dialog";
import { Button } from "@/components/ui/button";
import { counted } from "@/components/ui/figure-format";
import { Select } from "@/components/ui/select";
import type { ItemFilter } from "@/lib/items/schema";

interface OpenFoundProps {
  projectId: string;
  /** those that can be asked in, of which a filter may have named one */
  campaigns: readonly { id: string; slug: string; name: string; overlap: number }[];
  filter: ItemFilter;
  found: number;
}

/** Asks people about all items that the filters let through, not only about those in sight. */
export function OpenFound({ projectId, campaigns, filter, found }: OpenFoundProps) {
  const readAnew = useReadAnew(projectId);
  const selectId = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const campaign = campaigns.find(({ id }) => id === chosen) ?? campaigns.find(({ slug }) => slug === filter.campaign) ?? campaigns[0];
  if (!campaign) return null;
  return (
    <OpenDialog
      projectId={projectId}
      campaignId={campaign.id}
      taskIds={{ ofItems: filter }}
      tasks={found}
      noun="item"
      overlap={campaign.overlap}
      onOpened={readAnew}
      trigger={<Button size="sm">Open {counted(found, "item")}</Button>}
    >
      {campaigns.length > 1 ? (
        <label htmlFor={selectId} className="grid gap-1 font-medium text-ink">
          Asked in
          <Select id={selectId} value={campaign.id} onChange={(event) => setChosen(event.target.value)}>
            {campaigns.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </label>
      ) : null}
    </OpenDialog>
  );
}
