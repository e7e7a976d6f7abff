import type { Tx } from "@/lib/db";
import { isAllowedAddress, mediaHosts } from "@/lib/media/allowed-hosts";
import { assetAddress } from "@/lib/media/schema";
import type { MediaRef, MediaSource } from "@/lib/media/schema";
import { assetsNamed } from "@/lib/media/store";

export type Resolver = (sources: readonly MediaSource[]) => { media: MediaRef[] } | { reason: string };

/** Turns the media that a batch of rows names into what is stored, or says which of them is not to be had. */
export const mediaResolver = async (
  tx: Tx,
  projectId: string,
  sources: readonly MediaSource[],
  hosts: string | undefined,
): Promise<Resolver> => {
  const names = [...new Set(sources.flatMap(({ file }) => (file === undefined ? [] : [file])))];
  const assets = names.length === 0 ? new Map<string, { id: string; type: string }>() : await assetsNamed(tx, projectId, names);
  const allowed = mediaHosts(hosts);
  return (wanted) => {
    const media: MediaRef[] = [];
    for (const { type, file, url, alt } of wanted) {
      if (url !== undefined) {
        if (!isAllowedAddress(url, allowed))
          return { reason: `${url} is not on a host that PLUMBLINE_MEDIA_HOSTS allows; upload the file instead` };
        media.push({ type, src: url, alt: alt ?? null });
        continue;
      }
      const asset = assets.get(file ?? "");
      if (!asset) return { reason: `no file “${file ?? ""}” was uploaded to this project` };
      if (asset.type !== type) return { reason: `“${file ?? ""}” is ${asset.type}, and the row calls it ${type}` };
      media.push({ type, src: assetAddress(asset.id), alt: alt ?? null });
    }
    return { media };
  };
};
