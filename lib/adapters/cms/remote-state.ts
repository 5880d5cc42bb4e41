import { sha256 } from "@/lib/crypto";
import type { RemoteCopy, RemoteState } from "./port";

const SCHEDULE_TOLERANCE_MS = 1_000;

/** What is there, as far as a state can be compared. */
interface FoundState {
  readonly kind: RemoteCopy["state"];
  /** When it is to appear, for a scheduled copy. */
  readonly at: Date | null;
}

/** How the state that is there differs from the wanted one, in words; empty when it does not. `now` decides whether a schedule has passed. */
export function stateDifferences(found: FoundState, wanted: RemoteState, now: Date): string[] {
  if (wanted.kind === "scheduled") {
    const isDue = wanted.at <= now;
    if (isDue && found.kind === "published") return [];
    if (found.kind === "scheduled") {
      const distance = Math.abs((found.at?.getTime() ?? 0) - wanted.at.getTime());
      return distance <= SCHEDULE_TOLERANCE_MS ? [] : ["It is scheduled for another time."];
    }
  }
  if (found.kind === wanted.kind) return [];
  return [`It is ${found.kind} there, and should be ${wanted.kind}.`];
}

/**
 * A copy's version. Both WordPress and Ghost keep its modification time in whole seconds, so that its texts are part
 * of it: an edit in the same second shows too. Its state is not, since a schedule that comes due changes it.
 */
export function versionOf(modifiedAt: string, texts: readonly string[]): string {
  const digest = sha256(JSON.stringify(texts)).toString("hex");
  return `${modifiedAt} ${digest.slice(0, DIGEST_DIGITS)}`;
}

/** The modification time in a version. */
export function timeOfVersion(version: string): string {
  return version.split(" ", 1)[0] ?? version;
}

const DIGEST_DIGITS = 16;

/** The address of a site without query, fragment and closing slashes; a text that is no address stays as it is. */
export function siteBase(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, "");
}
