import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { hubFromEnvironment, storageFromEnvironment } from "@/lib/connections/from-environment";
import { env } from "@/lib/env";
import { fetchHub } from "@/lib/imports/sources/fetch-hub";
import { fetchS3 } from "@/lib/imports/sources/fetch-s3";
import { fetchUrl } from "@/lib/imports/sources/fetch-url";
import { readAddress } from "@/lib/imports/sources/read-address";
import type { SourceAddress } from "@/lib/imports/sources/read-address";
import { nameOfPath } from "@/lib/imports/sources/receive-file";
import type { RunControl } from "@/lib/jobs/progress";

/** Fetches one address into a folder of its own; the file or folder bears the name that it had there. */
const fetchInto = async (address: SourceAddress, folder: string, run: RunControl): Promise<string> => {
  const target = path.join(folder, "fetched");
  if (address.from === "hub") {
    const named = path.join(folder, nameOfPath(address.repository, "data"));
    await fetchHub(hubFromEnvironment(), address, named, run);
    return named;
  }
  const { fileName } =
    address.from === "s3"
      ? await fetchS3(storageFromEnvironment(address.bucket), address.key, target, run)
      : await fetchUrl(address.url, target, {
          signal: run.signal,
          onBytes: (bytes, of) =>
            run.report({ done: Math.ceil(bytes / 1_000), total: of === null ? null : Math.ceil(of / 1_000), message: address.url }),
        });
  const named = path.join(folder, fileName);
  await rename(target, named);
  return named;
};

/**
 * For the command line: files of this machine stay as they are, addresses are fetched to the home folder until `release`. The
 * same checks hold as for the web: hosts are called only where an operator lists them.
 */
export const fetchAddresses = async (wanted: string[], run: RunControl): Promise<{ paths: string[]; release: () => Promise<void> }> => {
  const addresses = wanted.map((text) => ({ text, address: readAddress(text, env().HF_ENDPOINT) }));
  if (addresses.every(({ address }) => address === null)) return { paths: wanted, release: async () => undefined };
  const home = env().PLUMBLINE_HOME;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(home, "fetched-"));
  const release = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const paths: string[] = [];
    for (const [i, { text, address }] of addresses.entries()) {
      if (address === null) {
        paths.push(text);
        continue;
      }
      const own = path.join(folder, String(i));
      await mkdir(own);
      paths.push(await fetchInto(address, own, run));
    }
    return { paths, release };
  } catch (error) {
    await release();
    throw error;
  }
};
