import { AppLink } from "@/components/ui/app-link";
import { DefinitionList } from "@/components/ui/definition-list";
import { counted } from "@/components/ui/figure-format";
import { formatOf } from "@/lib/exports/formats/registry";
import type { StoredRecipe } from "@/lib/exports/schema";
import type { Manifest } from "@/lib/exports/version-schema";

const link = "underline decoration-rule-3 underline-offset-3";
const tieWords = { drop: "left out", lean: "given to the more probable side", unpaired: "two rows of single responses" };
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** The recipe in words, with links to what it was made from. */
export function HowMade({ slug, manifest, resolved }: { slug: string; manifest: Manifest; resolved: StoredRecipe["resolved"] }) {
  const { recipe, format } = manifest;
  const shares = Object.entries(recipe.splits).filter(([, share]) => share > 0);
  const { from, to, annotators, exceptAnnotators } = recipe.answers;
  const filters = [
    ...(from ? [`from ${from}`] : []),
    ...(to ? [`to ${to}`] : []),
    ...(annotators.length > 0 ? [`of ${counted(annotators.length, "annotator")}`] : []),
    ...(exceptAnnotators.length > 0 ? [`without ${counted(exceptAnnotators.length, "annotator")}`] : []),
  ];
  const readAt = resolved.campaigns.map((one) => one.readAt).sort()[0] ?? "";
  return (
    <section>
      <h2 className="mb-1">How this was made</h2>
      <DefinitionList
        items={[
          ...manifest.campaigns.flatMap(({ slug: campaign, consensus }) => [
            {
              key: campaign,
              term: "campaign",
              value: (
                <AppLink href={`/projects/${slug}/campaigns/${campaign}`} className={link}>
                  {campaign}
                </AppLink>
              ),
            },
            ...(consensus
              ? [
                  {
                    key: `${campaign} consensus`,
                    term: "consensus",
                    value: (
                      <AppLink href={`/projects/${slug}/agreement`} className={link}>
                        {consensus.model} over {consensus.source} labels{consensus.converged ? "" : ", not converged"}
                      </AppLink>
                    ),
                  },
                ]
              : []),
          ]),
          { term: "labels as of", value: `${readAt.slice(0, 19).replace("T", " ")} UTC` },
          ...(filters.length > 0 ? [{ term: "answers", value: filters.join(", ") }] : []),
          ...(recipe.itemSources.length > 0 ? [{ term: "items of", value: recipe.itemSources.join(", ") }] : []),
          ...(formatOf(format)?.reads === "consensus"
            ? [
                { term: "least posterior", value: percent(recipe.minPosterior) },
                { term: "least share of votes", value: percent(recipe.minVoteShare) },
                { term: "least answers", value: String(recipe.minLabels) },
                { term: "ties", value: tieWords[recipe.ties] },
                { term: "known answers", value: recipe.gold === "include" ? "included" : "left out" },
              ]
            : []),
          ...(recipe.dedup === "none" ? [] : [{ term: "once each", value: recipe.dedup }]),
          { term: "splits", value: `${shares.map(([name, share]) => `${name} ${percent(share)}`).join(", ")}, seed ${recipe.seed}` },
          { term: "people", value: recipe.annotators === "pseudonyms" ? "under pseudonyms" : "by name" },
          { term: "made by", value: manifest.codeVersion },
        ]}
      />
    </section>
  );
}
