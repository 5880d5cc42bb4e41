import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { findAiModels } from "./ai-models";
import { SOURCE_DIGEST, type Writer } from "./schema";

/** A writer that can be chosen here, or the reason why it can't. */
export interface WriterOption {
  readonly writer: Writer;
  readonly label: string;
  readonly description: string;
  readonly isFree: boolean;
}

/** The writers that can be chosen here: the built-in one, and each priced model with a key. */
export async function findWriters(actor: Actor): Promise<WriterOption[]> {
  requirePermission(actor, "workspace:read");
  const models = await withWorkspace(actor, (tx) => findAiModels(tx, clock.now()));
  return [
    {
      writer: SOURCE_DIGEST,
      label: "Source digest",
      description:
        "No AI: quotes the parts of your sources that fit the brief, with citations, and leaves places for your own text.",
      isFree: true,
    },
    ...models.map((writer) => ({
      writer,
      label: writer.model,
      description: `Written by an AI model of ${writer.provider}, from your sources.`,
      isFree: false,
    })),
  ];
}
