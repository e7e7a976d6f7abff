import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { addEncoder } from "@/lib/encoders/add-encoder";
import { isHubName } from "@/lib/encoders/hub-name";
import { findRequest, nameOfPerson } from "@/lib/encoders/request-store";
import { addEncoderSchema } from "@/lib/encoders/schema";
import type { EncoderRecord } from "@/lib/encoders/schema";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { resolveServerPath } from "@/lib/imports/sources/server-folder";
import type { RunControl } from "@/lib/jobs/progress";

/** Adds the encoder that was asked for. Running it again is safe: files that are there already are the same encoder. */
export const runEncoderRequest = async (
  actor: Actor,
  input: { projectId: string; requestId: string },
  run: RunControl,
): Promise<EncoderRecord> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const request = await findRequest(input.projectId, input.requestId);
  if (!request) throw notFound("request for an encoder");
  const { source, name, pooling, revision, createdById } = request;
  const wanted = addEncoderSchema.parse({
    source: isHubName(source) ? source : await resolveServerPath(source),
    as: name ?? undefined,
    pooling: pooling ?? undefined,
    revision,
    hub: env().HF_ENDPOINT,
  });
  const by = createdById === null ? null : await nameOfPerson(createdById);
  return addEncoder(actor, wanted, run, { by: by ?? "the system", reach: "listed" });
};
