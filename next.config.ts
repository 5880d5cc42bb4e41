import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The guard in server.ts refuses over 10 MiB; Next's own cut must lie above it, or it truncates in silence.
  experimental: { proxyClientMaxBodySize: 11 * 1024 * 1024 },
  // A key file must lie in the folder of the pages that it vouches for (indexnow.org); a folder has one dynamic part.
  rewrites: async () => [
    {
      source: "/p/:workspaceSlug/:indexNowKey([A-Za-z0-9-]{8,128}).txt",
      destination: "/p/:workspaceSlug/indexnow/:indexNowKey",
    },
  ],
  images: { unoptimized: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/client",
    "@prisma/adapter-pg",
    "pg",
    "pg-boss",
    "pino",
    "linkedom",
    "mammoth",
    "pdfkit",
    "unpdf",
  ],
};

export default config;
