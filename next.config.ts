import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or generated at run time: never bundled.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "@prisma/client", "pino"],
};

export default config;
