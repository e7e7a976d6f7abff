import type { Sent, World } from "@/lib/api/testing/world";
import type { Action, Role } from "@/lib/auth/permissions";

/** A request that an operation can do, and the status that it answers. */
export type Example = Sent & {
  as?: Role;
  /** scopes that a key needs besides, since annotators may do this on conditions of their own */
  scopes?: Action[];
  status: number;
};
export type MakeExample = (world: World) => Example | Promise<Example>;

export const none: MakeExample = () => ({ status: 200 });
export const missing: MakeExample = () => ({ status: 404 });
