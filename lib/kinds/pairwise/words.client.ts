"use client";

import { bindWords } from "@/components/ui/words";
import de from "@/lib/kinds/pairwise/messages/de.json";
import en from "@/lib/kinds/pairwise/messages/en.json";

export const { wordsIn, useWords } = bindWords<typeof en>({ en, de });
