import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { PROVIDERS, type Provider } from "./schema";

/** Whose bills are meant. @throws AppError invalid_query */
export function parseProvider(text: string): Provider {
  const provider = PROVIDERS.find((known) => known === text);
  if (provider !== undefined) return provider;
  throw new AppError("invalid_query", { detail: `provider is one of ${PROVIDERS.join(", ")}.` });
}

/** Which UTC day is meant. @throws AppError invalid_query */
export function parseDay(text: string): string {
  const day = z.iso.date().safeParse(text);
  if (day.success) return day.data;
  throw new AppError("invalid_query", { detail: "day is written YYYY-MM-DD." });
}
