"use client";

import de from "@/components/content/messages/de.json";
import en from "@/components/content/messages/en.json";
import { bindWords } from "@/components/ui/words";

export const { useWords } = bindWords<typeof en>({ en, de });
