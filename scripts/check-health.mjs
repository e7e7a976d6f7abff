// For container health checks: the images have no curl. `node scripts/check-health.mjs URL` ends with 0 where it answers 200.
const response = await fetch(process.argv[2] ?? "", { signal: AbortSignal.timeout(4_000) }).catch(() => undefined);
process.exit(response?.status === 200 ? 0 : 1);
