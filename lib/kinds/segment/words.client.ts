"use client";

import { bindWords } from "@/components/ui/words";
import de from "@/lib/kinds/segment/messages/de.json";
import en from "@/lib/kinds/segment/messages/en.json";

export const { wordsIn, useWords } = bindWords<typeof en>({ en, de });
