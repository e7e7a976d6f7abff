"use client";

import de from "@/components/media/messages/de.json";
import en from "@/components/media/messages/en.json";
import { bindWords } from "@/components/ui/words";

export const { useWords } = bindWords<typeof en>({ en, de });
