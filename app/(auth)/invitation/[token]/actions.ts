"use server";

import { headers } from "next/headers";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { ActionResult } from "@/lib/http/action-result";
import { toRefusal } from "@/lib/http/problem";
import { foreignWrite } from "@/lib/http/same-origin";
import { acceptInvitation } from "@/lib/members/accept-invitation";
import type { AcceptInvitation } from "@/lib/members/schema";
import { clientAddress } from "@/lib/net/client-address";

/** The one action without an actor: the invitation's token is the right to it. */
export async function accept(input: AcceptInvitation): Promise<ActionResult<{ email: string }>> {
  try {
    const url = env().NEXTAUTH_URL;
    const sent = await headers();
    if (foreignWrite(sent, url ? new URL(url).origin : null) !== null) {
      throw new AppError("forbidden", { userMessage: "This did not come from a page of this site." });
    }
    const { email } = await acceptInvitation(input, clientAddress(sent));
    return { ok: true, data: { email } };
  } catch (error) {
    const refusal = toRefusal(error);
    return { ok: false, code: refusal.code, error: refusal.message, fields: refusal.fields };
  }
}
