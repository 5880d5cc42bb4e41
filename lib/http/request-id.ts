import { isId, newId } from "@/lib/platform/id";

export const REQUEST_ID_HEADER = "x-request-id";

/** The id of a request: the client's when it is a UUID, else a new one. */
export function requestIdFrom(given: string | null | undefined): string {
  const id = given?.toLowerCase() ?? "";
  return isId(id) ? id : newId();
}
