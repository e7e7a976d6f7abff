import type { Handler } from "@/workers/handler";
import { aggregateProjectHandler } from "@/workers/handlers/aggregate-project";
import { planRoutesHandler } from "@/workers/handlers/plan-routes";

/**
 * Jobs whose mathematics holds its thread for longer than a heartbeat may stay away. Each run gets a process of its own
 * (workers/threads/run-handler.ts), so that the worker goes on beating and can end it at any instant. They write what they
 * find in one transaction: a process that is killed leaves nothing half done.
 */
export const isolatedHandlers = {
  "aggregate-project": aggregateProjectHandler,
  "plan-routes": planRoutesHandler,
} as const satisfies Record<string, Handler>;

export type IsolatedName = keyof typeof isolatedHandlers;
