"use client";

import type { KindForm } from "@/lib/kinds/contract";
import { keys, missing, press } from "@/lib/kinds/ranking/answering";
import { Board } from "@/lib/kinds/ranking/board.client";
import "@/lib/kinds/ranking/form.css";
import { OrderBar } from "@/lib/kinds/ranking/order-bar.client";

export const rankingForm: KindForm = { missing, press, keys, Answers: OrderBar, Responses: Board };
