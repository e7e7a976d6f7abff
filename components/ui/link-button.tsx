import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button-class";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";

export interface LinkButtonProps {
  /** An address inside this site. */
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  prefetch?: boolean;
  "aria-label"?: string;
  children: ReactNode;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <AppLink className={buttonClass(variant, size, className)} {...rest} />;
}
