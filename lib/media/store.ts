import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { mediaAssetSchema } from "@/lib/media/schema";
import type { MediaAssetView, MediaType } from "@/lib/media/schema";

const viewSelect = { id: true, fileName: true, type: true, contentType: true, byteSize: true, createdAt: true } as const;

type Row = { id: string; fileName: string; type: string; contentType: string; byteSize: bigint; createdAt: Date };

const toView = (row: Row): MediaAssetView =>
  mediaAssetSchema.parse({ ...row, byteSize: Number(row.byteSize), createdAt: row.createdAt.toISOString() });

export const insertAsset = async (
  tx: Tx,
  asset: {
    id: string;
    projectId: string;
    fileName: string;
    type: MediaType;
    contentType: string;
    byteSize: number;
    sha256: string;
    storageKey: string;
    createdById: string | null;
  },
): Promise<MediaAssetView> =>
  toView(await tx.mediaAsset.create({ data: { ...asset, byteSize: BigInt(asset.byteSize) }, select: viewSelect }));

export const findAssetByName = async (
  projectId: string,
  fileName: string,
): Promise<{ asset: MediaAssetView; sha256: string; storageKey: string } | null> => {
  const row = await db().mediaAsset.findUnique({
    where: { projectId_fileName: { projectId, fileName } },
    select: { ...viewSelect, sha256: true, storageKey: true },
  });
  return row && { asset: toView(row), sha256: row.sha256, storageKey: row.storageKey };
};

export type AssetFile = { projectId: string; contentType: string; byteSize: number; sha256: string; storageKey: string };

/** An asset by its id alone: the caller asks whether the reader may see its project. */
export const findAssetFile = async (id: string): Promise<AssetFile | null> => {
  const row = await db().mediaAsset.findUnique({
    where: { id },
    select: { projectId: true, contentType: true, byteSize: true, sha256: true, storageKey: true },
  });
  return row && { ...row, byteSize: Number(row.byteSize) };
};

export const pageOfAssets = async (
  projectId: string,
  page: { skip: number; take: number },
): Promise<{ assets: MediaAssetView[]; total: number }> => {
  const [rows, total] = await Promise.all([
    db().mediaAsset.findMany({ where: { projectId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], ...page, select: viewSelect }),
    db().mediaAsset.count({ where: { projectId } }),
  ]);
  return { assets: rows.map(toView), total };
};

/** Ids and types of uploaded files by name. */
export const assetsNamed = async (tx: Tx, projectId: string, fileNames: string[]): Promise<Map<string, { id: string; type: string }>> => {
  const rows = await tx.mediaAsset.findMany({
    where: { projectId, fileName: { in: fileNames } },
    select: { id: true, fileName: true, type: true },
  });
  return new Map(rows.map(({ fileName, ...asset }) => [fileName, asset]));
};
