import type { HookKind } from "@/lib/publishing/schema";
import type { Hook } from "@/prisma/generated/client";

export interface HookView {
  id: string;
  kind: HookKind;
  url: string | null;
  /** Of IndexNow. No secret: the site shows it to everybody. */
  key: string | null;
  /** Of the kind "command": the program's id and what its fields are filled with; else empty. */
  argv: string[];
  disabled_at: string | null;
  disabled_by: "receiver" | "person" | null;
  created_at: string;
}

/** A hook as people and programs see it: without its secret. */
export function toHookView(row: Hook): HookView {
  return {
    id: row.id,
    kind: row.kind as HookKind,
    url: row.url,
    key: row.key,
    argv: row.argv,
    disabled_at: row.disabledAt?.toISOString() ?? null,
    disabled_by: row.disabledBy as HookView["disabled_by"],
    created_at: row.createdAt.toISOString(),
  };
}
