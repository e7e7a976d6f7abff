import { MediaPanel } from "@/app/(workspace)/projects/[slug]/imports/_components/media-panel";
import { Section } from "@/components/shell/page-header";
import { counted } from "@/components/ui/figure-format";
import { formatBytes } from "@/components/ui/format-bytes";
import type { MediaAssetView } from "@/lib/media/schema";
import { assetAddress } from "@/lib/media/schema";

type Props = { projectId: string; mayImport: boolean; media: { assets: MediaAssetView[]; total: number } };

const shown = 12;

/** The images, videos and sounds that rows may name. */
export function MediaSection({ projectId, mayImport, media: { assets, total } }: Props) {
  if (!mayImport && total === 0) return null;
  return (
    <Section title="Media">
      <p className="mb-3 max-w-[68ch] text-ink-2">
        {total === 0 ? "None yet. " : `${counted(total, "file")}. `}
        Rows show them by name, with the prompt or with a response:{" "}
        <span className="mono text-12">{'"media": [{"type": "image", "file": "cats/1.png"}]'}</span>
      </p>
      {mayImport ? <MediaPanel projectId={projectId} /> : null}
      {assets.length > 0 ? (
        <ul className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(132px,1fr))] gap-3">
          {assets.slice(0, shown).map((asset) => (
            <li key={asset.id} className="min-w-0 text-12">
              <a href={assetAddress(asset.id)} className="block rounded-control bg-sunk" aria-label={`Open ${asset.fileName}`}>
                {asset.type === "image" ? (
                  <img src={assetAddress(asset.id)} alt="" loading="lazy" className="h-24 w-full object-contain" />
                ) : (
                  <span className="grid h-24 place-items-center text-ink-3">{asset.type}</span>
                )}
              </a>
              <span className="cut mt-1 block" title={asset.fileName}>
                {asset.fileName}
              </span>
              <span className="num text-ink-3">{formatBytes(asset.byteSize)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {total > shown ? <p className="mt-2 text-12 text-ink-3">The newest {shown} are shown.</p> : null}
    </Section>
  );
}
