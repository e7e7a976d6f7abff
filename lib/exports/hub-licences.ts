/**
 * Licences by the ids that the Hugging Face hub knows. It refuses a card with any other, and all files of the commit with it.
 * @source https://huggingface.co/docs/hub/repositories-licenses
 */
const known = new Set(
  `apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0 artistic-2.0
  bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0
  cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0
  cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2
  agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl
  openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license llama2 llama3 llama3.1 llama3.2 llama3.3
  llama4 gemma unknown other`.split(/\s+/),
);

const inHubSpelling = (licence: string): string =>
  licence
    .toLowerCase()
    .replace(/[^a-z0-9.+]+/g, "-")
    .replace(/^-+|-+$/g, "");

/** One licence of all items as a card tells it; "other" where they differ or the hub knows no such one, none where nobody said. */
export const licenceOf = (wanted: string | undefined, licences: string[]): { license?: string; license_name?: string } => {
  const [only, ...others] = wanted ? [wanted] : licences;
  if (only === undefined) return {};
  if (others.length > 0) return { license: "other" };
  const id = inHubSpelling(only);
  if (known.has(id)) return { license: id };
  return { license: "other", ...(id === "" ? {} : { license_name: id.slice(0, 60).replace(/-+$/, "") }) };
};
