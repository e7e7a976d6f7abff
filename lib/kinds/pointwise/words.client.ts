"use client";

import { bindWords } from "@/components/ui/words";
import de from "@/lib/kinds/pointwise/messages/de.json";
import en from "@/lib/kinds/pointwise/messages/en.json";

export const { wordsIn, useWords } = bindWords<typeof en>({ en, de });
