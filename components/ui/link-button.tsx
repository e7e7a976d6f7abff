import Link from "next/link";
import type { Route } from "next";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";

interface LinkButtonProps<Target extends string> {
  href: Route<Target> | URL;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  prefetch?: boolean;
  "aria-label"?: string;
  children: ReactNode;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton<Target extends string>({ href, variant, size, className, children, ...rest }: LinkButtonProps<Target>) {
  return (
    <Link href={href} className={buttonClass(variant, size, className)} {...rest}>
      {children}
    </Link>
  );
}
