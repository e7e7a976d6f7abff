import { AppError } from "@/lib/errors";
import { inLetters } from "@/lib/imports/sources/receive-file";
import { repositoryPattern } from "@/lib/imports/sources/schema";
import { readS3Address } from "@/lib/storage-s3/schema";

/** What the command line is given in place of a file. */
export type SourceAddress =
  | { from: "url"; url: string }
  | { from: "s3"; bucket: string; key: string }
  | { from: "hub"; repository: string; revision: string; path: string };

const scheme = /^([a-z][a-z0-9+.-]*):\/\//i;

const hubOf = (rest: string): SourceAddress => {
  const [, owner = "", name = "", revision = "main", path = ""] =
    /^(?:datasets\/)?([^/@]+)\/([^/@]+)(?:@((?:refs\/[^/]+\/)?[^/]+))?(?:\/(.*))?$/s.exec(rest) ?? [];
  const repository = `${owner}/${name}`;
  if (!repositoryPattern.test(repository))
    throw new AppError("invalid_input", {
      userMessage: `hf://${rest} is no data set. It reads hf://OWNER/NAME, with @REVISION and /PATH where wanted.`,
    });
  return { from: "hub", repository, revision, path };
};

/** The page of a data set on the hub names the data set; a file's page names the file. */
const hubPage = (url: URL, hubHost: string): SourceAddress | null => {
  if (url.host !== hubHost) return null;
  const [first, owner, name, view, revision = "main", ...path] = url.pathname.split("/").filter(Boolean).map(inLetters);
  if (first !== "datasets" || owner === undefined || name === undefined || !repositoryPattern.test(`${owner}/${name}`)) return null;
  if (view !== undefined && !["tree", "blob", "viewer"].includes(view)) return null;
  const inside = view === "tree" || view === "blob";
  return { from: "hub", repository: `${owner}/${name}`, revision: inside ? revision : "main", path: inside ? path.join("/") : "" };
};

/**
 * An address of the web, of object storage or of a hub; null for what names a file of this machine.
 * @param hubEndpoint whose pages of data sets are read as the data sets themselves
 */
export const readAddress = (text: string, hubEndpoint: string): SourceAddress | null => {
  const kind = scheme.exec(text)?.[1]?.toLowerCase();
  if (kind === undefined) return null;
  if (kind === "s3") {
    const found = readS3Address(text);
    if (!found) throw new AppError("invalid_input", { userMessage: `${text} names no bucket. It reads s3://BUCKET/KEY.` });
    return { from: "s3", ...found };
  }
  if (kind === "hf") return hubOf(text.slice("hf://".length));
  const url = kind === "http" || kind === "https" ? URL.parse(text) : null;
  if (!url) throw new AppError("invalid_input", { userMessage: `${text} cannot be fetched: https://, s3:// and hf:// addresses can.` });
  return hubPage(url, new URL(hubEndpoint).host) ?? { from: "url", url: url.href };
};
