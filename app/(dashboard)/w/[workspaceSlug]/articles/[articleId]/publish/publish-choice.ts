import { isId } from "@/lib/platform/id";
import type { DestinationView, PublishInput } from "@/lib/publishing";
import { laterToday } from "./local-time";

/** The query of the publish page: it holds the choice, so that a link and a reload show the same. */
export interface PublishSearch {
  to?: string | string[];
  as?: string | string[];
  at?: string | string[];
}

/**
 * What the page's address asks for; the first destination and a draft where it says nothing, and a time
 * later today where it asks for a schedule without one.
 */
export function choiceOf(
  search: PublishSearch,
  destinations: readonly Pick<DestinationView, "id">[],
  now: Date,
): PublishInput | null {
  const asked = destinations.find(({ id }) => isId(id) && id === search.to);
  const destination = asked ?? destinations[0];
  if (destination === undefined) return null;
  if (search.as !== "publish" && search.as !== "schedule")
    return { destination_id: destination.id, mode: "draft" };
  const choice = { destination_id: destination.id, mode: "publish" } as const;
  if (search.as === "publish") return choice;
  return { ...choice, scheduled_at: instantOf(search.at) ?? laterToday(now) };
}

function instantOf(value: string | string[] | undefined): string | null {
  if (typeof value !== "string") return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
