import { VersionSection } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-section";
import type { VersionSectionProps } from "@/app/(workspace)/projects/[slug]/reward-models/_components/version-section";
import { pageData } from "@/lib/http/page-data";
import { getVersion } from "@/lib/reward-models/get-version";

/** A version that the page knows to be there, fetched on its own: its disagreements are sorted and its unscored responses counted. */
export async function VersionShown({ number, ...rest }: Omit<VersionSectionProps, "detail"> & { number: number }) {
  const detail = await pageData((actor) => getVersion(actor, { projectId: rest.projectId, number }));
  return <VersionSection detail={detail} {...rest} />;
}
