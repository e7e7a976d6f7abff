import { createHmac } from "node:crypto";

const mark = "whsec_";

/**
 * Headers of a delivery, as Standard Webhooks 1.0 has them: the id stays the same over all tries, and the signature covers
 * id, time and body, so that neither can be changed and an old delivery cannot be sent again later.
 * @param secret `whsec_` and base64
 * @param seconds since 1970
 */
export const signDelivery = (secret: string, delivery: { id: string; seconds: number; body: string }): Record<string, string> => {
  const key = Buffer.from(secret.slice(mark.length), "base64");
  const signature = createHmac("sha256", key).update(`${delivery.id}.${delivery.seconds}.${delivery.body}`).digest("base64");
  return {
    "webhook-id": delivery.id,
    "webhook-timestamp": String(delivery.seconds),
    "webhook-signature": `v1,${signature}`,
  };
};
