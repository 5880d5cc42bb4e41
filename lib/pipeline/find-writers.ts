import { type Provider, SOURCE_DIGEST, type Writer } from "./schema";

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
  ];
}

/** "anthropic/claude-…" as one form value, and back. */
export function writerKey(writer: Writer): string {
  return `${writer.provider}/${writer.model}`;
}

export function parseWriterKey(key: string): Writer | null {
  const at = key.indexOf("/");
  if (at < 1) return null;
  return { provider: key.slice(0, at) as Provider, model: key.slice(at + 1) };
}
