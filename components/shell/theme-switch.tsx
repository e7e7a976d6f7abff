"use client";

import { useTheme } from "next-themes";
import { Button } from "@/components/ui/button";
import { useOwnWords } from "@/components/ui/locale";

/** The half-filled disc: light or dark, at once. */
export function ThemeSwitch({ className }: { className?: string }) {
  const words = useOwnWords();
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <Button
      variant="quiet"
      size="icon"
      className={className}
      aria-label={words.theme}
      title={words.themeTitle}
      onClick={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}
    >
      <HalfDisc />
    </Button>
  );
}

function HalfDisc() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="fill-none stroke-current stroke-[1.35]">
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" className="fill-current stroke-none" />
    </svg>
  );
}
