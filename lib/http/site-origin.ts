import { env } from "@/lib/env";

/** Where this installation is reached, for addresses that leave it: its setting, never a header that a request could choose. */
export const siteOrigin = (): string => new URL(env().NEXTAUTH_URL ?? "http://localhost:3000").origin;
