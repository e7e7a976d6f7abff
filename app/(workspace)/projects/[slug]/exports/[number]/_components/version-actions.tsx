import { buttonClass } from "@/components/ui/button-class";
import { LinkButton } from "@/components/ui/link-button";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";

/** Of a finished version: beside which other it can be held, and all of its files at once. */
export function VersionActions({ slug, version, before }: { slug: string; version: DatasetVersionDetail; before: number | undefined }) {
  if (version.state !== "done") return null;
  return (
    <>
      {before === undefined ? null : (
        <LinkButton href={`/projects/${slug}/exports/${version.number}/compare/${before}`}>Compare with v{before}</LinkButton>
      )}
      <a href={`/api/datasets/${version.id}/archive`} download className={buttonClass("primary")}>
        Download all as .zip
      </a>
    </>
  );
}
