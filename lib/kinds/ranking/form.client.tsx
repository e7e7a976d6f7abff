"use client";

import type { KindForm } from "@/lib/kinds/contract";
import { keys, missing, press } from "@/lib/kinds/ranking/answering";
import "@/lib/kinds/ranking/form.css";
import { OrderBar } from "@/lib/kinds/ranking/order-bar.client";

export const rankingForm: KindForm = { missing, press, keys, Answers: OrderBar, Responses: null };
