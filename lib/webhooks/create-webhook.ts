import { randomBytes } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { keepSecret } from "@/lib/secrets/keep-secret";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import type { CreateWebhook, CreatedWebhook } from "@/lib/webhooks/schema";
import { insertWebhook } from "@/lib/webhooks/store";

/** Tells an address what happens in a project from now on. The secret that signs is returned this once. */
export const createWebhook = async (actor: Actor, input: CreateWebhook): Promise<CreatedWebhook> => {
  await guard(actor, "webhooks:edit", { projectId: input.projectId });
  const { projectId, url, events } = createWebhookSchema.parse(input);
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  return db().$transaction(async (tx) => {
    const { id: secretId } = await keepSecret(tx, actor, { projectId, purpose: "webhook", value: secret });
    const id = await insertWebhook(tx, { projectId, url, events: [...new Set(events)], secretId });
    await appendAudit(tx, actor, { action: "webhooks:edit", projectId, subjectId: id, detail: { did: "create", url, events } });
    return { id, secret };
  });
};
