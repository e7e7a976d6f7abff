"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { actionNames, deskActions, keyMapOf, keySign, mayBeKey, remap } from "@/components/annotate/key-map";
import type { DeskAction } from "@/components/annotate/key-map";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { keyAtPlace } from "@/components/ui/key-name";

export type KeyHelp = { key: string; does: string };

export interface KeySheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  answerKeys: KeyHelp[];
}

/** All keys, and the place to move those of the desk. */
export function KeySheet({ open, onOpenChange, answerKeys }: KeySheetProps) {
  const t = useTranslations("desk");
  const { keys, change } = useDeskSettings();
  const [moving, setMoving] = useState<DeskAction | null>(null);
  const [refusal, setRefusal] = useState("");
  const map = keyMapOf(keys);

  function put(action: DeskAction, key: string) {
    const taken = answerKeys.flatMap((help) => help.key.split(/\s+/));
    const moved = remap(keys, action, key, taken);
    if (moved.ok) {
      change({ keys: moved.keys });
      setMoving(null);
      setRefusal("");
    } else {
      const holder = moved.holder === "answer" ? t("keys.answers") : t(`keys.does.${moved.holder}`);
      setRefusal(t("keys.taken", { key: keySign(key), holder }));
    }
  }

  return (
    <Dialog
      wide
      open={open}
      onOpenChange={(next) => {
        setMoving(null);
        setRefusal("");
        onOpenChange(next);
      }}
      title={t("keys.title")}
      description={t("keys.description")}
    >
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        <section>
          <h3 className="mb-1.5 text-ink-3">{t("keys.answers")}</h3>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1.5">
            {answerKeys.map(({ key, does }) => (
              <div key={key} className="contents">
                <dt className="text-right">
                  <Kbd>{key}</Kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3 className="mb-1.5 text-ink-3">{t("keys.desk")}</h3>
          <ul className="grid">
            {actionNames.map((action) => (
              <li key={action}>
                <button
                  type="button"
                  aria-pressed={moving === action}
                  data-own-escape={moving === action ? "" : undefined}
                  aria-label={t("keys.move", { does: t(`keys.does.${action}`), key: keySign(map[action]) })}
                  className="flex min-h-7 w-full items-center gap-3 rounded-control px-1 text-left hover:bg-sunk aria-pressed:bg-accent-wash max-md:min-h-11"
                  onClick={() => {
                    setRefusal("");
                    setMoving(moving === action ? null : action);
                  }}
                  onKeyDown={(event) => {
                    if (moving !== action || event.metaKey || event.ctrlKey || event.altKey) return;
                    // A key that answers by its place stays the answers', whatever sign a layout puts on it.
                    const place = keyAtPlace(event);
                    const wanted = place !== null && /^\d$/.test(place) ? place : event.key;
                    if (!mayBeKey(wanted)) {
                      if (event.key !== "Escape") return;
                      setMoving(null);
                    } else put(action, wanted);
                    event.preventDefault();
                  }}
                >
                  <span className="w-9 shrink-0 text-right">{moving === action ? <Kbd>…</Kbd> : <Kbd>{keySign(map[action])}</Kbd>}</span>
                  <span className={map[action] === deskActions[action] ? "" : "font-medium"}>{t(`keys.does.${action}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="mt-3 flex min-h-8 items-center gap-3">
        <p role="status" className="grow text-13 text-ink-2">
          {refusal !== "" ? refusal : moving ? t("keys.press", { does: t(`keys.does.${moving}`) }) : t("keys.hint")}
        </p>
        {Object.keys(keys).length > 0 ? <Button onClick={() => change({ keys: {} })}>{t("keys.reset")}</Button> : null}
      </div>
    </Dialog>
  );
}
