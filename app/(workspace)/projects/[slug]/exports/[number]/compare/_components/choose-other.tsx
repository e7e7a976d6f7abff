"use client";

import { useRouter } from "next/navigation";
import { isInternalPath } from "@/components/ui/app-link";
import { Select } from "@/components/ui/select";

type Props = {
  slug: string;
  to: number;
  others: readonly number[];
  /** the one that it stands beside now */
  at: number | null;
};

/** The other versions that one can stand beside. */
export function ChooseOther({ slug, to, others, at }: Props) {
  const router = useRouter();
  return (
    <Select
      aria-label={`Compare version ${to} with`}
      className="w-52"
      value={at ?? ""}
      onChange={(event) => {
        const href = `/projects/${slug}/exports/${to}/compare/${event.target.value}`;
        if (isInternalPath(href)) router.push(href);
      }}
    >
      {at === null ? <option value="">choose a version</option> : null}
      {others.map((number) => (
        <option key={number} value={number}>
          beside version {number}
        </option>
      ))}
    </Select>
  );
}
