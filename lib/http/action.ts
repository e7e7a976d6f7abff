import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { ActionResult } from "@/lib/http/action-result";
import { toRefusal } from "@/lib/http/problem";
import { foreignWrite } from "@/lib/http/same-origin";

/** To whoever was at a form: leaving it for the door would cost what is typed. */
const signedOutMeanwhile =
  "You are signed out. Sign in again in another tab, then come back and repeat this: what you entered is still here.";

/**
 * A server action: same origin, signed in, parsed, done. Refusals come back as values, since what an action throws
 * reaches the browser as a bare digest. `redirect` and `notFound` inside pass through.
 */
export const action =
  <Schema extends z.ZodType, Data>(schema: Schema, perform: (actor: Actor, input: z.output<Schema>) => Promise<Data>) =>
  async (input: z.input<Schema>): Promise<ActionResult<Data>> => {
    try {
      const url = env().NEXTAUTH_URL;
      const reason = foreignWrite(await headers(), url ? new URL(url).origin : null);
      if (reason !== null) throw new AppError("forbidden", { message: reason, userMessage: "This did not come from a page of this site." });
      const actor = await requireActor();
      return { ok: true, data: await perform(actor, schema.parse(input)) };
    } catch (error) {
      unstable_rethrow(error);
      const refusal = toRefusal(error);
      const said = refusal.code === "unauthenticated" ? signedOutMeanwhile : refusal.message;
      return { ok: false, code: refusal.code, error: said, fields: refusal.fields };
    }
  };
