import { createHash, timingSafeEqual } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { requestActor } from "@/lib/auth/request-actor";
import { env } from "@/lib/env";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Who scrapes: the operator's token where one is set, else a key or a person who may see the figures. */
export const scraperOf = async (request: Request): Promise<Actor> => {
  const token = env().PLUMBLINE_METRICS_TOKEN;
  const given = /^bearer +(\S+)$/i.exec(request.headers.get("authorization")?.trim() ?? "")?.[1];
  if (token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token))) return systemActor("metrics");
  return requestActor(request);
};
