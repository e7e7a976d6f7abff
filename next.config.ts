import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  // Left to itself Next takes the folder of a lock file further up for the root where nothing says that a repository begins here.
  outputFileTracingRoot: process.cwd(),
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by the checks (`npm test`, `npm run check`), not a second time by each build.
  typescript: { ignoreBuildErrors: true },
  // `npm run dev` prints this address, and Next otherwise serves its development scripts to localhost alone.
  allowedDevOrigins: ["127.0.0.1"],
  // `forbidden()` answers 403 and not 500 where a role does not allow a page.
  experimental: { authInterrupts: true },
  // A library that the bindings load by themselves, where no tracing sees it.
  outputFileTracingIncludes: { "/**": ["node_modules/@duckdb/node-bindings-*/*"] },
  // Paths that are put together at run time look to the tracing as if they led anywhere: what lies here, secrets too, stays here.
  outputFileTracingExcludes: { "/**": [".local/**"] },
  // Native or generated at run time: never bundled.
  serverExternalPackages: ["@node-rs/argon2", "@duckdb/node-api", "@duckdb/node-bindings", "pg", "pg-boss", "@prisma/client", "pino"],
};

export default config;
