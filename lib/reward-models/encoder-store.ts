import { db } from "@/lib/db";

/** Vectors kept by what made them: an edition of the rows and the hash over the encoder's files. */
export const countVectors = async (): Promise<{ encoder: string; vectors: number }[]> =>
  db().$queryRaw<{ encoder: string; vectors: number }[]>`
    select encoder, count(*)::int as vectors from encoded_text where encoder like '%:%' group by encoder`;

export const dropVectors = async (sha256: string): Promise<number> =>
  db().$executeRaw`delete from encoded_text where encoder like '%:' || ${sha256}`;

export type EncoderUse = { encoder: string; workspaceId: string; slug: string; project: string; number: number };

/** Versions that have or will have an encoder; those that failed or were cancelled rest on none. In all workspaces: files are of all. */
export const versionsWithEncoder = async (): Promise<EncoderUse[]> =>
  db().$queryRaw<EncoderUse[]>`
    select v.encoder, p.workspace_id as "workspaceId", p.slug, p.name as project, v.number
    from reward_model_version v join project p on p.id = v.project_id
    where v.encoder <> 'lexical' and v.state in ('queued', 'running', 'done') order by p.name, v.number`;
