import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { findProject } from "@/cli/open-project";
import { hubFromEnvironment, storageFromEnvironment } from "@/lib/connections/from-environment";
import { prefixSchema, repositorySchema } from "@/lib/exports/push/schema";
import { sendVersion } from "@/lib/exports/push/send-version";
import type { PushTarget } from "@/lib/exports/push/send-version";

const number = z.coerce
  .number("must be the number of a version")
  .int("must be the number of a version")
  .min(1, "must be the number of a version")
  .max(2_147_483_647, "must be the number of a version");

/** `s3://BUCKET/FOLDER` or `hf://OWNER/NAME`, as imports take them. */
const targetOf = (to: string, hidden: boolean): PushTarget => {
  const [, scheme, first = "", rest = ""] = /^(s3|hf):\/\/([^/]+)\/?(.*)$/.exec(to) ?? [];
  const place = scheme === "hf" ? repositorySchema.safeParse(`${first}/${rest}`) : prefixSchema.safeParse(rest);
  if (scheme === undefined || !place.success)
    throw new UsageError(
      `--to: write s3://BUCKET/FOLDER or hf://OWNER/NAME${place.error ? ` (${place.error.issues[0]?.message ?? ""})` : ""}`,
    );
  if (scheme === "s3" && !hidden)
    throw new UsageError("--public: is for a hub; who sees what lies in a bucket is the bucket’s own setting");
  return scheme === "hf"
    ? { kind: "hub", access: hubFromEnvironment(), repository: place.data, hidden }
    : { kind: "s3", storage: storageFromEnvironment(first), folder: place.data };
};

export const command = defineCommand({
  name: "push",
  describe: "send a finished data set version to a hub of data sets or to object storage, opened by HF_TOKEN or AWS_* of the environment",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--version <number>", describe: "number of the version" },
    { flags: "--to <address>", describe: "s3://BUCKET/FOLDER or hf://OWNER/NAME" },
    { flags: "--public", describe: "where the hub has no such data set, make it one that everybody sees" },
  ],
  schema: z.object({ project: z.string("is needed"), version: number, to: z.string("is needed"), public: z.boolean().default(false) }),
  run: async ({ actor: getActor, control }, { project: slug, version, to, public: open }) => {
    const target = targetOf(to, !open);
    const actor = await getActor();
    const { project } = await findProject(actor, slug);
    const { address, files } = await sendVersion(actor, { projectId: project.id, number: version, target }, control);
    return { version, address, files };
  },
});
