import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { encoderByNameSchema } from "@/lib/encoders/schema";
import type { EncoderRecord } from "@/lib/encoders/schema";
import { dropEncoderFiles, findEncoderRecord } from "@/lib/encoders/store";
import { notFound } from "@/lib/errors";

/** Takes the files of an encoder away. Whether something rests on it is for the caller to know: lib/reward-models/remove-encoder.ts. */
export const dropEncoder = async (actor: Actor, input: { name: string }): Promise<EncoderRecord> => {
  await guard(actor, "reward-models:train");
  const { name } = encoderByNameSchema.parse(input);
  const record = await findEncoderRecord(name);
  if (!record) throw notFound("encoder");
  await dropEncoderFiles(name);
  return record;
};
