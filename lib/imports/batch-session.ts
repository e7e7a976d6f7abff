import type { PoolClient } from "pg";
import type { Tx } from "@/lib/db";
import { bulkConnection } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** What one transaction of an import knows: asked once, however many batches it writes. */
export type Session = {
  tx: Tx;
  importId: string;
  /** the transaction's own connection */
  client: PoolClient;
  /** the server may take on trust that what a row refers to exists */
  trusted: boolean;
  /** the project's last item */
  ordinal: number;
  /** ids by `annotatorKey` */
  annotators: Map<string, string>;
  /** by campaign */
  questionVersions: Map<string, number>;
};

/** One writer a project at a time: ordinals stay without gaps and two imports of one file see each other's rows. Held until the transaction ends. */
export const lockProject = async (tx: Tx, projectId: string): Promise<void> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`imports ${projectId}`}, 0))`;
};

/** A run that was taken for dead writes no more. */
export const closedMeanwhile = (): AppError =>
  new AppError("conflict", {
    userMessage: "This import stood still for too long and was closed meanwhile. Run it again: rows that are in are recognised.",
  });

type Found = { runs: boolean; may: boolean; there: boolean; ordinal: number; versions: Record<string, number> | null };

/** Begins the writing of one transaction; what rows will refer to is locked against removal until it ends. */
export const openSession = async (
  tx: Tx,
  scope: { projectId: string; importId: string; targets: { campaignId: string }[] },
): Promise<Session> => {
  await lockProject(tx, scope.projectId);
  const client = await bulkConnection(tx);
  // For the whole transaction: `findKnownItems` tells why. Helpers of the server take longer to start than a look-up takes.
  await client.query("set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0");
  const campaignIds = scope.targets.map(({ campaignId }) => campaignId);
  const { rows } = await client.query<Found>(
    `with p as (select id from project where id = $1 for key share),
      i as (select id, state from import where id = $2 for key share),
      c as (select id, question_version from campaign where id = any($3::text[]) for key share)
    select (select state = 'running' from i) is not false as runs, current_setting('is_superuser')::bool or has_parameter_privilege('session_replication_role', 'set') as may,
      (select count(*) from p) = 1 and (select count(*) from i) = 1 and (select count(*) from c) = cardinality($3::text[]) as there,
      coalesce((select max(ordinal) from item where project_id = $1), 0) as ordinal,
      (select json_object_agg(id, question_version) from c) as versions`,
    [scope.projectId, scope.importId, campaignIds],
  );
  const [found] = rows;
  if (!found) throw new Error("the database said nothing of the project");
  // Its rows may have been taken back by then, under the lock that is held here: a worker that stood still brings none of them anew.
  if (!found.runs) throw closedMeanwhile();
  const questionVersions = new Map(Object.entries(found.versions ?? {}));
  // Where one of them is gone, the look-ups say which.
  return {
    tx,
    importId: scope.importId,
    client,
    trusted: found.may && found.there,
    ordinal: found.ordinal,
    annotators: new Map(),
    questionVersions,
  };
};

/**
 * For copies without the server looking up, row by row, that what each row refers to exists: it was made in this transaction, or
 * is locked against removal. Where the database's user may not ask for that, the copies run with the look-ups.
 */
export const copyRules = {
  before: "set local session_replication_role = replica",
  after: "set local session_replication_role = origin",
};
