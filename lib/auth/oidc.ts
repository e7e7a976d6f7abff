import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { env } from "@/lib/env";

const profileSchema = z.object({ sub: z.string().min(1), name: z.string().optional(), email: z.string().optional() });
type Profile = z.infer<typeof profileSchema>;

/** Any OpenID Connect provider, by its address; null where the environment names none. */
export const oidcProvider = (): (OAuthConfig<Profile> & { issuer: string }) | null => {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = env();
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: "oidc",
    name,
    type: "oauth",
    issuer,
    wellKnown: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    profile: (claims) => ({ id: profileSchema.parse(claims).sub }),
  };
};
