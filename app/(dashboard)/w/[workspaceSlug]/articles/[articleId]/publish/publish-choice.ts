import { isId } from "@/lib/platform/id";
import type { DestinationView, PublishInput } from "@/lib/publishing";

/** The query of the publish page: it holds the choice, so that a link and a reload show the same. */
export interface PublishSearch {
  to?: string | string[];
  as?: string | string[];
  at?: string | string[];
}

/** What the page's address asks for; the first destination and a draft where it says nothing. */
export function choiceOf(
  search: PublishSearch,
  destinations: readonly DestinationView[],
): PublishInput | null {
  const asked = destinations.find(({ id }) => isId(id) && id === search.to);
  const destination = asked ?? destinations[0];
  if (destination === undefined) return null;
  if (search.as !== "publish" && search.as !== "schedule")
    return { destination_id: destination.id, mode: "draft" };
  const at = search.as === "schedule" ? instantOf(search.at) : null;
  return {
    destination_id: destination.id,
    mode: "publish",
    ...(at === null ? {} : { scheduled_at: at }),
  };
}

function instantOf(value: string | string[] | undefined): string | null {
  if (typeof value !== "string") return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
