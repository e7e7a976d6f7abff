"use client";

import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface MenuProps {
  trigger: ReactNode;
  align?: "start" | "end";
  /** Where it opens; at the foot of the page, upwards. */
  side?: "top" | "bottom";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Where the focus goes when it closes, where that is not the trigger. */
  returnFocus?: () => void;
  children: ReactNode;
}

const item =
  "flex h-8 cursor-default items-center gap-2.5 rounded-control px-2.5 outline-none select-none data-[highlighted]:bg-sunk data-[disabled]:text-ink-3 max-md:h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3";

/** Acts on the thing it hangs from. */
export function Menu({ trigger, align = "end", side = "bottom", open, onOpenChange, returnFocus, children }: MenuProps) {
  return (
    // Not modal: it would hide the page from screen readers while its fields can still be reached.
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          data-returns-focus={returnFocus ? "" : undefined}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            if (!returnFocus) return;
            event.preventDefault();
            returnFocus();
          }}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-44 overflow-y-auto rounded-panel border border-rule-2 bg-raise p-1 shadow-float data-[state=open]:animate-appear"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  onSelect?: (event: Event) => void;
  icon?: ReactNode;
  /** of an entry that is switched on and off: its role and its state */
  role?: "menuitemcheckbox";
  "aria-checked"?: boolean;
  shortcut?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** Renders the child (a link) as the entry. */
  asChild?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, icon, shortcut, danger = false, disabled, asChild = false, children, ...rest }: MenuItemProps) {
  const className = cn(item, danger && "text-bad [&_svg]:text-bad");
  if (asChild) {
    return (
      <DropdownMenu.Item asChild disabled={disabled} onSelect={onSelect} className={className}>
        {children}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.Item disabled={disabled} onSelect={onSelect} className={className} {...rest}>
      {icon}
      <span className="grow">{children}</span>
      {shortcut}
    </DropdownMenu.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value | undefined;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}

/** One of several, inside a menu. */
export function MenuChoice<Value extends string>({ label, value, onValueChange, options }: MenuChoiceProps<Value>) {
  return (
    <DropdownMenu.RadioGroup
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next);
        if (option) onValueChange(option.value);
      }}
    >
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className={cn(item, "pl-9")}
          onSelect={(event) => event.preventDefault()}
        >
          <DropdownMenu.ItemIndicator className="absolute -ml-[26px]">
            <Check aria-hidden="true" />
          </DropdownMenu.ItemIndicator>
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-11 font-medium text-ink-3">{children}</DropdownMenu.Label>;
}

export function MenuRule() {
  return <DropdownMenu.Separator className="mx-2.5 my-1 border-t border-rule" />;
}
