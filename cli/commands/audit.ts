import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { writeStream } from "@/cli/json-lines";
import { findProject } from "@/cli/open-project";
import { checkWholeLog } from "@/lib/audit/check-log";
import { exportAudit } from "@/lib/audit/export-audit";
import { listAudit } from "@/lib/audit/list-audit";
import { auditFilterSchema, entryNumberSchema } from "@/lib/audit/schema";
import type { AuditFilter } from "@/lib/audit/schema";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { listMembers } from "@/lib/members/list-members";

/** A person by their address; anything else goes on as it is: an id, or `system`. */
const findBy = async (actor: Actor, by: string | undefined): Promise<string | undefined> => {
  if (by === undefined || !by.includes("@")) return by;
  const member = (await listMembers(actor)).find(({ email }) => email === by.toLowerCase());
  if (!member) throw new AppError("not_found", { userMessage: `No member has the address ${by}.` });
  return member.userId;
};

const formatOf = (file: string): "csv" | "jsonl" => {
  if (file.endsWith(".csv")) return "csv";
  if (file.endsWith(".jsonl")) return "jsonl";
  throw new UsageError("--out: must end in .csv or .jsonl");
};

export const command = defineCommand({
  name: "audit",
  describe: "who did what, the newest first; with --check whether the log is as it was written, status 1 where it is not",
  options: [
    { flags: "--project <slug>", describe: "of one project alone" },
    { flags: "--by <who>", describe: "address or id of a person (their keys included), id of a key, or system" },
    { flags: "--action <name>", describe: "kind of act, as in the permission table: members:edit" },
    { flags: "--from <day>", describe: "first day (UTC, by the clock of the database)" },
    { flags: "--to <day>", describe: "last day" },
    { flags: "--before <entry>", describe: "go on before this entry" },
    { flags: "--limit <n>", describe: "entries at most (default: 100)" },
    { flags: "--out <file>", describe: "write every entry that fits, as .csv or .jsonl" },
    { flags: "--check", describe: "recompute the hash chain of the whole log" },
  ],
  schema: z.object({
    project: z.string().optional(),
    by: auditFilterSchema.shape.by,
    action: auditFilterSchema.shape.action,
    from: auditFilterSchema.shape.from,
    to: auditFilterSchema.shape.to,
    before: entryNumberSchema.optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    out: z.string().optional(),
    check: z.boolean().default(false),
  }),
  run: async ({ actor: getActor, markFailed }, { project, by, limit, before, out, check, ...rest }) => {
    const format = out === undefined ? null : formatOf(out);
    const actor = await getActor();
    const projectId = project === undefined ? undefined : (await findProject(actor, project)).project.id;
    const filter: AuditFilter = { ...rest, projectId, by: await findBy(actor, by) };
    const { entries } = await listAudit(actor, { filter, before: before ?? null, take: limit + 1 });
    const shown = entries.slice(0, limit);
    const written =
      out === undefined || format === null ? null : await writeStream(out, (await exportAudit(actor, { filter, format })).stream);
    const chain = check ? await checkWholeLog(actor) : null;
    if (chain && chain.broken.length > 0) {
      process.stderr.write("plumbline audit: the log is not as it was written. The result names the blocks\n");
      markFailed();
    }
    return {
      entries: shown.map((entry) => ({
        entry: entry.id,
        at: entry.at,
        actor_kind: entry.actorKind,
        actor_id: entry.actorId,
        actor: entry.actor,
        action: entry.action,
        project: entry.project?.slug ?? null,
        subject_id: entry.subjectId,
        detail: entry.detail,
        block: entry.block,
      })),
      before: entries.length > limit ? (shown.at(-1)?.id ?? null) : null,
      out: written,
      chain: chain && {
        checked: chain.checked,
        whole_up_to: chain.wholeUpTo,
        waiting: chain.waiting,
        last: chain.last && { block: chain.last.block, hash: chain.last.hash, sealed_at: chain.last.sealedAt },
        broken: chain.broken.map(({ block, sealedAt, from, to, unlinked }) => ({ block, sealed_at: sealedAt, from, to, unlinked })),
      },
    };
  },
});
