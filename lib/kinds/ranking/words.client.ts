"use client";

import { bindWords } from "@/components/ui/words";
import de from "@/lib/kinds/ranking/messages/de.json";
import en from "@/lib/kinds/ranking/messages/en.json";

export const { wordsIn, useWords } = bindWords<typeof en>({ en, de });
