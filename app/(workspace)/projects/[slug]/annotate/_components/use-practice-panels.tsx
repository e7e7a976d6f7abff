import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ReactNode } from "react";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { GuidePanel } from "@/components/annotate/guide-panel";
import type { DeskGuide } from "@/components/annotate/guide-panel";
import { HelpPanel } from "@/components/annotate/help-panel";
import { keyMapOf, keySign } from "@/components/annotate/key-map";
import type { DeskAction } from "@/components/annotate/key-map";
import { KeySheet } from "@/components/annotate/key-sheet";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useWordsLocale } from "@/components/ui/locale";
import type { KindForm } from "@/lib/kinds/contract";

type Input = { form: KindForm | undefined; config: unknown; highlighted: string[]; guides: DeskGuide[] };
type PracticePanels = { open: boolean; act: (action: DeskAction) => boolean; buttons: ReactNode; panels: ReactNode };

/** The guide, what is asked, and the keys: while one practises they are needed most, and open as they do at the desk. */
export const usePracticePanels = ({ form, config, highlighted, guides }: Input): PracticePanels => {
  const t = useTranslations("desk");
  const locale = useWordsLocale();
  const { keys } = useDeskSettings();
  const [panel, setPanel] = useState<"guide" | "keys" | "help" | null>(null);
  const map = keyMapOf(keys);
  const close = (open: boolean): void => {
    if (!open) setPanel(null);
  };
  const answerKeys = form?.keys(config, locale) ?? [];
  return {
    open: panel !== null,
    act: (action) => {
      if (action !== "guide" && action !== "keys" && action !== "help") return false;
      setPanel(action);
      return true;
    },
    buttons: (
      <span className="flex items-center">
        <Button variant="quiet" onClick={() => setPanel("guide")}>
          {t("guide.name")} <Kbd className="max-md:hidden">{keySign(map.guide)}</Kbd>
        </Button>
        <Button variant="quiet" onClick={() => setPanel("keys")} className="max-md:hidden">
          {t("keys.title")} <Kbd>{keySign(map.keys)}</Kbd>
        </Button>
      </span>
    ),
    panels: (
      <>
        <GuidePanel open={panel === "guide"} onOpenChange={close} guides={guides} seen={null} changes={false} />
        <KeySheet open={panel === "keys"} onOpenChange={close} answerKeys={answerKeys} />
        <HelpPanel
          open={panel === "help"}
          onOpenChange={close}
          help={form?.help?.(config) ?? []}
          answerKeys={answerKeys}
          highlighted={highlighted}
          onGuide={() => setPanel("guide")}
        />
      </>
    ),
  };
};
