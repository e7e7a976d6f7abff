import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { EncoderRecord } from "@/lib/encoders/schema";
import { allEncoderRecords } from "@/lib/encoders/store";

/** Encoders that were added to this installation, by name. The built-in lexical one is always there and not among them. */
export const listEncoders = async (actor: Actor): Promise<EncoderRecord[]> => {
  await guard(actor, "reward-models:see");
  return allEncoderRecords();
};
