"use client";

import { useDraggable } from "@dnd-kit/react";
import { Check, Columns2, Flag, GripVertical } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuItem } from "@/components/ui/menu";
import { LetterMark } from "@/components/ui/side-mark";
import { nth } from "@/lib/kinds/ranking/drop-slot";
import type { Drop } from "@/lib/kinds/ranking/drop-slot";
import type { RankingConfig } from "@/lib/kinds/ranking/schema";

export interface CardProps {
  ordinal: number;
  letter: string;
  /** the digit that places it */
  digit: string;
  /** null while it has none */
  place: number | null;
  /** what is said of the place: best, tied, worst */
  placeNote: string;
  tiedBefore: boolean;
  tiedAfter: boolean;
  lifted: boolean;
  drop: (Drop & { says: string }) | null;
  compared: boolean;
  /** what the place button does now: "put 2nd" or "take off" */
  next: string;
  config: RankingConfig;
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
  const says = place === null ? "not placed" : `${nth(place)}${tiedBefore || props.tiedAfter ? ", tied" : ""}`;
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
      data-lifted={lifted || isDragSource || undefined}
      data-drop={drop?.side}
      data-says={drop?.says}
    >
      <article aria-label={`Response ${letter}, ${says}`}>
        <div className="rank-place" aria-hidden="true">
          {tiedBefore ? null : (
            <>
              <b className="num">{place ?? "–"}</b>
              <span>{placeNote}</span>
            </>
          )}
        </div>
        <header>
          <button
            ref={handleRef}
            type="button"
            className="rank-handle"
            aria-label={`Move ${letter}`}
            aria-pressed={lifted}
            aria-describedby="rank-handle-help"
            onKeyDown={props.onHandleKey}
            onBlur={props.onHandleBlur}
          >
            <GripVertical className="size-4" aria-hidden="true" />
          </button>
          <LetterMark letter={letter} />
          <Kbd className="rank-key">{props.digit}</Kbd>
          <button type="button" className="rank-act" onClick={props.onPlace} aria-label={`${capital(props.next)}: ${letter}`}>
            {capital(props.next)}
          </button>
          {tiedBefore || props.tiedAfter ? (
            <button type="button" className="rank-act" onClick={props.onUntie} aria-label={`Untie ${letter}`}>
              Untie
            </button>
          ) : null}
          <span className="grow" />
          {config.flags.length > 0 ? <FlagMenu {...props} /> : null}
          <button
            type="button"
            className="rank-act rank-icon"
            aria-pressed={props.compared}
            onClick={props.onCompare}
            aria-label={`Compare ${letter}`}
            title="Compare with another"
          >
            <Columns2 className="size-4" aria-hidden="true" />
          </button>
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
            Lifted. <Kbd>←</Kbd> <Kbd>→</Kbd> move
            {config.allowTies ? (
              <>
                {" "}
                <Kbd>T</Kbd> tie
              </>
            ) : null}{" "}
            <Kbd>Esc</Kbd> put back
          </p>
        ) : null}
      </article>
    </li>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function FlagMenu({ letter, config, flags, onFlag }: CardProps) {
  return (
    <Menu
      trigger={
        <button type="button" className="rank-act rank-icon" aria-label={`Flag ${letter}`}>
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
            {on ? <span className="sr-only">, marked</span> : null}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
