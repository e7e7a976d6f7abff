"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ExtrasEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/extras-editor";
import { FieldsEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/node-editor";
import type { Issues } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/node-props";
import { HighlightedWordsEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/highlighted-words-editor";
import { QuestionChange } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/question-change";
import { QuestionPreview } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/question-preview";
import { ShownMetaEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/shown-meta-editor";
import { edit } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { notifyDone } from "@/components/ui/toast";
import { extrasSchema } from "@/lib/extras/schema";
import type { SampleItem } from "@/lib/items/sample-items";
import { kindOf } from "@/lib/kinds/registry";
import type { ConfigNode, Json } from "@/lib/projects/config-fields";
import { highlightedWordsSchema, shownMetaSchema } from "@/lib/projects/schema";
import type { CampaignView } from "@/lib/projects/schema";

type Props = {
  projectId: string;
  campaign: CampaignView;
  config: Json;
  node: ConfigNode;
  answers: number;
  items: SampleItem[];
};

const issuesOf = (error: { issues: { path: PropertyKey[]; message: string }[] } | undefined): Issues =>
  Object.fromEntries((error?.issues ?? []).map((issue) => [issue.path.map(String).join("."), issue.message]));

const shownOf = (config: Json, { extras, shownMeta, highlightedWords }: CampaignView) => ({ config, extras, shownMeta, highlightedWords });

/** The question on the left, what annotators will see on the right; nothing is stored before it is saved. */
export function QuestionBuilder({ projectId, campaign, node, answers, items, ...stored }: Props) {
  const router = useRouter();
  const [config, setConfig] = useState<Json>(stored.config);
  const [extras, setExtras] = useState(campaign.extras);
  const [shownMeta, setShownMeta] = useState(campaign.shownMeta);
  const [highlighted, setHighlighted] = useState(campaign.highlightedWords);
  // Of when the editors were filled: what the page learns later is not in them.
  const [seen, setSeen] = useState(() => shownOf(stored.config, campaign));
  const [change, setChange] = useState({ note: "", keepCounting: false });
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const parsed = kindOf(campaign.kind).configSchema.safeParse(config);
  const parsedExtras = extrasSchema.safeParse(extras);
  const parsedMeta = shownMetaSchema.safeParse(shownMeta);
  const parsedWords = highlightedWordsSchema.safeParse(highlighted);
  const valid = parsed.success && parsedExtras.success && parsedMeta.success && parsedWords.success;
  const asksElse = JSON.stringify([config, extras]) !== JSON.stringify([stored.config, campaign.extras]);
  const changed = asksElse || JSON.stringify([shownMeta, highlighted]) !== JSON.stringify([campaign.shownMeta, campaign.highlightedWords]);
  const asksWhy = answers > 0 && asksElse;

  async function save() {
    if (!valid) return;
    setSaving(true);
    setProblem(null);
    const wanted = { config, extras: parsedExtras.data, shownMeta: parsedMeta.data, highlightedWords: parsedWords.data };
    const result = await settled(edit({ projectId, campaignId: campaign.id, ...wanted, seen, ...(asksWhy ? { change } : {}) }));
    setSaving(false);
    if (!result.ok) {
      setProblem(refusalOf(result));
      return;
    }
    setSeen(wanted);
    setChange({ note: "", keepCounting: false });
    notifyDone(asksWhy ? `The question is now version ${campaign.questionVersion + 1}` : "The question is saved");
    router.refresh();
  }

  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,440px)_minmax(0,1fr)]">
      <section aria-label="Question" className="grid min-w-0 grid-cols-1 gap-5">
        {node.control === "group" ? (
          <FieldsEditor
            fields={node.fields}
            value={config}
            path=""
            issues={issuesOf(parsed.success ? undefined : parsed.error)}
            onChange={setConfig}
          />
        ) : (
          <p className="text-ink-2">This kind of question has no settings.</p>
        )}
        <ExtrasEditor extras={extras} onChange={setExtras} />
        <ShownMetaEditor
          shown={shownMeta}
          known={[...new Set(items.flatMap(({ meta }) => meta.map(({ field }) => field)))]}
          problem={parsedMeta.error?.issues[0]?.message}
          onChange={setShownMeta}
        />
        <HighlightedWordsEditor words={highlighted} problem={parsedWords.error?.issues[0]?.message} onChange={setHighlighted} />
        {asksWhy ? <QuestionChange change={change} version={campaign.questionVersion + 1} onChange={setChange} /> : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            loading={saving}
            disabled={!changed || !valid || (asksWhy && change.note.trim() === "")}
            onClick={() => void save()}
          >
            {asksWhy ? `Save as version ${campaign.questionVersion + 1}` : "Save the question"}
          </Button>
          {changed ? (
            <Button
              variant="quiet"
              onClick={() => {
                setConfig(stored.config);
                setExtras(campaign.extras);
                setShownMeta(campaign.shownMeta);
                setHighlighted(campaign.highlightedWords);
                setSeen(shownOf(stored.config, campaign));
              }}
            >
              Leave it as it was
            </Button>
          ) : null}
        </div>
        <FieldError id={undefined}>{problem ?? (parsed.success ? null : (parsed.error.issues[0]?.message ?? null))}</FieldError>
      </section>
      <section aria-label="As annotators see it" className="min-w-0 lg:sticky lg:top-4">
        <h2 className="mb-3">As annotators see it</h2>
        {parsed.success ? (
          <QuestionPreview
            kind={campaign.kind}
            config={parsed.data}
            extras={parsedExtras.success ? parsedExtras.data : []}
            highlighted={parsedWords.success ? parsedWords.data : campaign.highlightedWords}
            items={items.map((item) => ({ ...item, meta: shownMeta.flatMap((name) => item.meta.filter(({ field }) => field === name)) }))}
          />
        ) : (
          <p className="text-ink-2">Mend the marked settings to see it.</p>
        )}
      </section>
    </div>
  );
}
