import { readSiteFile } from "@/app/_ui/api-client";
import { problemSentence } from "@/app/_ui/api-problem";
import { type Evidence, LOG } from "./use-verifier.client";

/**
 * The book of a workspace that the reader is a member of, its receipt, and this server's keys. The receipt
 * comes first: the book may be longer than what was attested, never shorter.
 * @throws Error with a sentence for the reader
 */
export async function workspaceEvidence(api: string): Promise<Evidence> {
  const receipt = textOf(await read(`${api}/receipt`));
  return { receipt, chain: await read(`${api}/export`), keys: [await publishedKeys()] };
}

/** The keys that this server publishes. @throws Error with a sentence for the reader */
export async function publishedKeys(): Promise<string> {
  return textOf(await read(`${LOG}/keys.txt`));
}

async function read(path: string): Promise<Uint8Array> {
  const answer = await readSiteFile(path);
  if (answer.ok) return answer.data;
  throw new Error(problemSentence(answer.problem));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
