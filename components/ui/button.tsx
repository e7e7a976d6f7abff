import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";

export interface ButtonProps extends ComponentProps<"button"> {
  /** One primary button a screen: it is named with its number and price ("Open 240 tasks · $96"). */
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows that the work is under way and refuses a second press; the label stays, so the width does. */
  loading?: boolean;
  /** The key that does the same, printed inside the button. */
  shortcut?: ReactNode;
}

/** Not disabled while it works: a browser would take the focus from it, and nobody gives it back. */
const held = {
  "aria-busy": true,
  "aria-disabled": true,
  onClick: (event: MouseEvent<HTMLButtonElement>): void => event.preventDefault(),
};

export function Button({
  variant = "secondary",
  size = "md",
  loading = false,
  shortcut,
  disabled,
  className,
  children,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      className={buttonClass(variant, size, className)}
      disabled={disabled}
      {...rest}
      {...(loading ? held : undefined)}
    >
      {loading ? <LoaderCircle className="animate-spin" aria-hidden="true" /> : null}
      {children}
      {shortcut}
    </button>
  );
}
