import { describeLabels, triggerWords } from "@/app/(workspace)/projects/[slug]/reward-models/_components/describe-version";
import { DefinitionList } from "@/components/ui/definition-list";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { encoderTitle } from "@/lib/reward-models/encoder-title";
import type { VersionView } from "@/lib/reward-models/schema";
import { encoderFileName } from "@/lib/reward-models/version-files";

const tieWidth = (factor: number, ci: [number, number] | null): string => {
  const two = (value: number): string => formatFigure(value, "number", 2);
  return ci ? `${two(factor)} [${two(ci[0])}, ${two(ci[1])}]` : two(factor);
};

const tuning = ({ tuneLayers, tuneRank, tuneAlpha, tuneEpochs, tuneRate }: VersionView["options"]): string =>
  `top ${counted(tuneLayers, "layer")}, rank ${tuneRank}, α ${tuneAlpha}, ${counted(tuneEpochs, "pass", "passes")}, rate ${tuneRate}`;

/** What was asked of a training, whether or not it came to a model. */
export const askedFacts = (version: VersionView) => [
  { key: "labels", term: "labels", value: describeLabels(version.labels) },
  { key: "encoder", term: "encoder", value: encoderTitle(version.encoder) },
  { key: "head", term: "head and loss", value: `${version.head}, ${version.loss}` },
  version.options.tuneLayers > 0
    ? { key: "tuning", term: "fine-tuning", value: tuning(version.options) }
    : { key: "penalty", term: "penalty", value: formatFigure(version.options.penalty, "number", 2) },
  { key: "seed", term: "seed and folds", value: `${version.seed}, ${version.folds}` },
  { key: "why", term: "why", value: triggerWords[version.trigger] },
];

/** What the registry knows of a version: enough to make it again. */
export function RegistryFacts({ projectId, version }: { projectId: string; version: VersionView }) {
  const at = (artifact: string) => `/api/reward-models/${version.id}/${artifact}?projectId=${encodeURIComponent(projectId)}`;
  const withPrograms = version.encoder === "lexical" || version.options.tuneLayers > 0;
  const facts = [
    ...askedFacts(version),
    { key: "data", term: "data", value: <Hash value={version.data.sha256} /> },
    { key: "code", term: "code", value: version.codeVersion ?? "not kept" },
    { key: "model", term: "model.onnx", value: <Hash value={version.artifactSha256 ?? ""} /> },
    ...(version.metrics?.tieFactor == null
      ? []
      : [{ key: "k", term: "k of ties", value: tieWidth(version.metrics.tieFactor, version.metrics.tie?.ci ?? null) }]),
    ...(version.metrics?.resumed ? [{ key: "resumed", term: "training", value: "resumed from a checkpoint" }] : []),
    ...(version.metrics?.converged === false ? [{ key: "unsettled", term: "loss", value: "still falling when the training ended" }] : []),
  ];
  return (
    <section className="min-w-0">
      <h2>Registry</h2>
      <div className="mt-2">
        <DefinitionList bill items={facts} />
      </div>
      <p className="mt-3">
        <a className="underline" href={at("bundle")} download>
          Download the bundle
        </a>{" "}
        <span className="text-12 text-ink-2">
          {withPrograms
            ? "model, encoder, card, and programs in Python and TypeScript that score with it"
            : "model and card; the text encoder is not in it"}
        </span>
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4 text-12">
        <a className="underline" href={at("model")} download>
          model.onnx
        </a>
        <a className="underline" href={at("encoder")} download>
          {encoderFileName(version)}
        </a>
        <a className="underline" href={at("card")} download>
          card.md
        </a>
      </p>
    </section>
  );
}

function Hash({ value }: { value: string }) {
  return value === "" ? <>not kept</> : <span className="mono">{value.slice(0, 12)}…</span>;
}
