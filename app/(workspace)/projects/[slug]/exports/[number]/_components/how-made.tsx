import { AppLink } from "@/components/ui/app-link";
import { DefinitionList } from "@/components/ui/definition-list";
import type { Manifest } from "@/lib/exports/schema";

const link = "underline decoration-rule-3 underline-offset-3";

/** The recipe in words, with links to what it was made from. */
export function HowMade({ slug, manifest }: { slug: string; manifest: Manifest }) {
  const { recipe, aggregation, format } = manifest;
  const shares = Object.entries(recipe.splits).filter(([, share]) => share > 0);
  return (
    <section>
      <h2 className="mb-1">How this was made</h2>
      <DefinitionList
        items={[
          {
            term: "campaign",
            value: (
              <AppLink href={`/projects/${slug}/campaigns/${recipe.campaign}`} className={link}>
                {recipe.campaign}
              </AppLink>
            ),
          },
          ...(aggregation
            ? [
                {
                  term: "consensus",
                  value: (
                    <AppLink href={`/projects/${slug}/agreement`} className={link}>
                      {aggregation.model} over {aggregation.source} labels{aggregation.converged ? "" : ", not converged"}
                    </AppLink>
                  ),
                },
              ]
            : []),
          { term: "labels as of", value: `${recipe.resolved.readAt.slice(0, 19).replace("T", " ")} UTC` },
          ...(format === "annotations"
            ? []
            : [
                { term: "least posterior", value: `${Math.round(recipe.minPosterior * 1000) / 10} %` },
                { term: "ties", value: recipe.ties === "drop" ? "left out" : "given to the more probable side" },
                { term: "known answers", value: recipe.gold === "include" ? "included" : "left out" },
                {
                  term: "splits",
                  value: `${shares.map(([name, share]) => `${name} ${Math.round(share * 1000) / 10} %`).join(", ")}, seed ${recipe.seed}`,
                },
              ]),
          { term: "people", value: recipe.annotators === "pseudonyms" ? "under pseudonyms" : "by name" },
          { term: "made by", value: manifest.codeVersion },
        ]}
      />
    </section>
  );
}
