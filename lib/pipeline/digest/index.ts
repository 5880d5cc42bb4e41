export { digestDraft } from "./digest-draft";
export { digestOutline } from "./digest-outline";
export type {
  DigestBrief,
  DigestDraft,
  DigestEvidence,
  DigestOutline,
  DigestSection,
  DigestSnapshot,
} from "./types";
