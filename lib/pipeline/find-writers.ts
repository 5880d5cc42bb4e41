import { findAiModels } from "./ai-models";
import { SOURCE_DIGEST, type Writer } from "./schema";

/** A writer that can be chosen here, or the reason why it can't. */
export interface WriterOption {
  readonly writer: Writer;
  readonly label: string;
  readonly description: string;
  readonly isFree: boolean;
}

/** The writers that this installation has: the built-in one, and each priced model with a key. */
export function findWriters(): WriterOption[] {
  return [
    {
      writer: SOURCE_DIGEST,
      label: "Source digest",
      description:
        "No AI: quotes the parts of your sources that fit the brief, with citations, and leaves places for your own text.",
      isFree: true,
    },
    ...findAiModels().map(({ kind, model }) => ({
      writer: { provider: kind, model },
      label: model,
      description: `Written by an AI model of ${kind}, from your sources.`,
      isFree: false,
    })),
  ];
}
