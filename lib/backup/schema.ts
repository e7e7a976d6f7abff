import { z } from "zod";

/** The list of what a backup holds, with checksums: `manifest.json` in its folder. */

const fileSchema = z.object({
  /** below the backup's folder */
  path: z.string().regex(/^(tables|blobs)(\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)+$/),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupFile = z.infer<typeof fileSchema>;

export const manifestSchema = z.object({
  format: z.literal("plumbline-backup-1"),
  createdAt: z.iso.datetime(),
  /** names of the migrations that the database had; a restore needs the same ones */
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.string()),
      rows: z.number().int(),
      file: fileSchema,
    }),
  ),
  blobs: z.array(fileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type TableBackup = Manifest["tables"][number];
