"use client";

import { useDraggable } from "@dnd-kit/react";
import { Check, Columns2, Flag, GripVertical } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useRefusedGroup } from "@/components/ui/refusal";
import { LetterMark } from "@/components/ui/side-mark";
import type { Drop, Outcome } from "@/lib/kinds/ranking/drop-slot";
import type { RankingConfig } from "@/lib/kinds/ranking/schema";
import { useWords } from "@/lib/kinds/ranking/words.client";

export interface CardProps {
  ordinal: number;
  letter: string;
  /** the digit that places it */
  digit: string;
  /** null while it has none */
  place: number | null;
  /** what is said of the place */
  placeNote: "best" | "tied" | "worst" | "open" | null;
  tiedBefore: boolean;
  tiedAfter: boolean;
  /** more text than a few lines */
  long: boolean;
  lifted: boolean;
  drop: (Drop & { says: string }) | null;
  compared: boolean;
  /** what the place button does now */
  next: Outcome;
  config: RankingConfig;
  /** it needs a place before the answer can be sent */
  wanted: boolean;
  /** element that says how the handle is used */
  handleHelpId: string;
  flags: string[];
  children: ReactNode;
  element: (node: HTMLElement | null) => void;
  onPlace: () => void;
  onUntie: () => void;
  onCompare: () => void;
  onFlag: (flag: string) => void;
  onHandleKey: (event: KeyboardEvent<HTMLButtonElement>) => void;
  onHandleBlur: () => void;
}

/** A response with its place. The handle takes drags and the keyboard; the text stays free for reading, selecting and scrolling. */
export function RankCard(props: CardProps) {
  const { ordinal, letter, place, placeNote, lifted, drop, tiedBefore, config } = props;
  const { ref, handleRef, isDragSource } = useDraggable({ id: ordinal });
  const t = useWords();
  const refused = useRefusedGroup();
  const next = t(`do.${props.next.does}`, { place: props.next.place });
  const name =
    place === null ? t("card.open", { letter }) : t(tiedBefore || props.tiedAfter ? "card.tied" : "card.placed", { letter, place });
  return (
    <li
      ref={(node) => {
        ref(node);
        props.element(node);
      }}
      className="rank-card"
      data-placed={place !== null || undefined}
      data-tied-before={tiedBefore || undefined}
      data-tied-after={props.tiedAfter || undefined}
      data-long={props.long || undefined}
      data-lifted={lifted || isDragSource || undefined}
      data-drop={drop?.side}
      data-says={drop?.says}
    >
      <article aria-label={name}>
        <div className="rank-place" aria-hidden="true">
          {tiedBefore ? null : (
            <>
              <b className="num">{place ?? "–"}</b>
              <span>{placeNote === null ? "" : t(`note.${placeNote}`)}</span>
            </>
          )}
        </div>
        <header>
          <button
            ref={handleRef}
            type="button"
            className="rank-handle"
            data-stop=""
            data-given={place === null ? undefined : ""}
            aria-label={t("card.move", { letter })}
            aria-pressed={lifted}
            data-own-escape={lifted ? "" : undefined}
            aria-describedby={refused(props.wanted, props.handleHelpId)}
            onKeyDown={props.onHandleKey}
            onBlur={props.onHandleBlur}
          >
            <GripVertical className="size-4" aria-hidden="true" />
          </button>
          <LetterMark letter={letter} />
          <Kbd className="rank-key">{props.digit}</Kbd>
          <button type="button" className="rank-act" onClick={props.onPlace} aria-label={t("card.act", { does: next, letter })}>
            {next}
          </button>
          {tiedBefore || props.tiedAfter ? (
            <button type="button" className="rank-act" onClick={props.onUntie} aria-label={t("card.untieOne", { letter })}>
              {t("card.untie")}
            </button>
          ) : null}
          <span className="rank-aside">
            {config.flags.length > 0 ? <FlagMenu {...props} /> : null}
            <button
              type="button"
              className="rank-act rank-icon"
              aria-pressed={props.compared}
              onClick={props.onCompare}
              aria-label={t("card.compare", { letter })}
              title={t("card.compareTitle")}
            >
              <Columns2 className="size-4" aria-hidden="true" />
            </button>
          </span>
        </header>
        {props.flags.length > 0 ? (
          <p className="rank-flags">
            <Flag className="size-3.5" aria-hidden="true" />
            {props.flags.map((name) => config.flags.find((flag) => flag.name === name)?.title ?? name).join(", ")}
          </p>
        ) : null}
        <div className="rank-text">{props.children}</div>
        {lifted ? (
          <p className="rank-hint" aria-hidden="true">
            {t("card.liftedHint")} <Kbd>←</Kbd> <Kbd>→</Kbd> {t("card.moveHint")}
            {config.allowTies ? (
              <>
                {" "}
                <Kbd>T</Kbd> {t("card.tieHint")}
              </>
            ) : null}{" "}
            <Kbd>Esc</Kbd> {t("card.backHint")}
          </p>
        ) : null}
      </article>
    </li>
  );
}

function FlagMenu({ letter, config, flags, onFlag }: CardProps) {
  const t = useWords();
  return (
    <Menu
      trigger={
        <button type="button" className="rank-act rank-icon" aria-label={t("card.flag", { letter })}>
          <Flag className={flags.length > 0 ? "size-4 fill-current" : "size-4"} aria-hidden="true" />
        </button>
      }
    >
      {config.flags.map(({ name, title }) => {
        const on = flags.includes(name);
        return (
          <MenuItem
            key={name}
            icon={on ? <Check aria-hidden="true" /> : <span className="size-4" />}
            onSelect={(event) => {
              event.preventDefault();
              onFlag(name);
            }}
          >
            {title}
            {on ? <span className="sr-only">{t("card.marked")}</span> : null}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
